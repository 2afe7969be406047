import CSystem
import HTTP

/// A file of the host that is there whole or not at all: written beside its name, and given the name at the end.
final class HostFileSink: ByteSink {
    private let path: String
    private let name: String
    private let directory: CInt
    private let temporaryName: String
    private var descriptor: CInt
    private let sink: DescriptorSink
    private var isNamed = false
    /// Whose place it takes.
    private let formerMode: UInt32?

    /// Makes the temporary file: what stands against writing there is found out before anything is asked of a server.
    static func make(_ path: String, _ cancel: CancelToken?) throws(Failure) -> HostFileSink {
        let (parent, name) = try HostPath.split(path)
        let directory = csystem_directory_open(parent)
        guard directory >= 0 else { throw .hostFile("open", parent, csystem_failed(directory)) }
        let folder = CInt(truncatingIfNeeded: directory)
        do throws(Failure) {
            let formerMode = try formerMode(path, name, in: folder)
            for _ in 0..<16 {
                let temporaryName = HostPath.temporaryName()
                let made = csystem_file_create(folder, temporaryName, 0o666)
                if made >= 0 {
                    let descriptor = CInt(truncatingIfNeeded: made)
                    let sink = DescriptorSink(descriptor, csystem_channel_kind.ofFile(descriptor), cancel, name: path)
                    return HostFileSink(path, name, folder, temporaryName, descriptor, formerMode, sink)
                }
                guard csystem_failed(made) == EEXIST else { throw .hostFile("create a file in", parent, csystem_failed(made)) }
            }
            throw .hostFile("create a file in", parent, EEXIST)
        } catch {
            csystem_file_close(folder)
            throw error
        }
    }

    private init(
        _ path: String, _ name: String, _ directory: CInt, _ temporaryName: String, _ descriptor: CInt, _ formerMode: UInt32?,
        _ sink: DescriptorSink
    ) {
        self.path = path
        self.name = name
        self.directory = directory
        self.temporaryName = temporaryName
        self.descriptor = descriptor
        self.formerMode = formerMode
        self.sink = sink
    }

    deinit {
        if descriptor >= 0 { csystem_file_close(descriptor) }
        if !isNamed { csystem_file_remove(directory, temporaryName) }
        csystem_file_close(directory)
    }

    /// What has the name already: a file or a link gives way, anything else does not.
    private static func formerMode(_ path: String, _ name: String, in directory: CInt) throws(Failure) -> UInt32? {
        var status = csystem_file_status()
        let found = csystem_file_look(directory, name, &status)
        if csystem_is_no_such_file(csystem_failed(found)) { return nil }
        guard found >= 0 else { throw .hostFile("look at", path, csystem_failed(found)) }
        guard status.is_file || status.is_link else {
            throw Failure(.errHostIo, "write \(path): \(status.is_directory ? "it is a directory" : "it is neither a file nor a link")")
        }
        return status.is_file ? status.mode : nil
    }

    // MARK: ByteSink

    var failure: Failure? { sink.failure }

    func startOver() -> Bool { csystem_file_clear(descriptor) >= 0 }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { sink.write(bytes) }

    /// Gives the file its name.
    ///
    /// - Parameter mode: nil is that of the file whose place it takes, or what the process gives new files.
    func finish(mode: UInt16?) throws(Failure) {
        if let mode = mode.map({ UInt32(truncatingIfNeeded: $0 & 0o777) }) ?? formerMode {
            let set = csystem_file_set_mode(descriptor, mode)
            guard set >= 0 else { throw .hostFile("set the mode of", path, csystem_failed(set)) }
        }
        let closed = csystem_file_close(descriptor)
        descriptor = -1
        guard closed >= 0 else { throw .hostFile("write", path, csystem_failed(closed)) }
        let renamed = csystem_file_rename(directory, temporaryName, name)
        guard renamed >= 0 else { throw .hostFile("rename to", path, csystem_failed(renamed)) }
        isNamed = true
    }
}
