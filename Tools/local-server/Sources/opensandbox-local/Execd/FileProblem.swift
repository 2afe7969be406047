import Glibc

/// Why something cannot be done with a file, in Go's words.
struct FileProblem: Error {
    let text: String
    /// There is no such file, which is told apart from all other reasons.
    let isAbsence: Bool

    init(_ text: String, isAbsence: Bool = false) { (self.text, self.isAbsence) = (text, isAbsence) }

    /// As os.PathError is written.
    init(_ operation: String, _ path: String, _ error: SystemError) {
        self.init("\(operation) \(path): \(error.text)", isAbsence: error.number == ENOENT)
    }

    func within(_ context: String) -> FileProblem { FileProblem(context + text, isAbsence: isAbsence) }
}
