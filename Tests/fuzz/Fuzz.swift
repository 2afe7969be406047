import Foundation

// libFuzzer's entry points. One program for all targets: OSB_FUZZ_TARGET says which; without it, it prints their names.

nonisolated(unsafe) private var target: Target?

@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> Int32 {
    guard let name = ProcessInfo.processInfo.environment["OSB_FUZZ_TARGET"] else {
        print(targets.map(\.name).joined(separator: "\n"))
        exit(0)
    }
    guard let found = targets.first(where: { $0.name == name }) else {
        print("there is no target \(name)")
        exit(2)
    }
    target = found
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    target?.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}

/// What has to hold for every input: where it does not, the fuzzer keeps the input as it does for a crash.
func check(_ holds: Bool, _ problem: @autoclosure () -> String, line: Int = #line, file: String = #fileID) {
    if holds { return }
    FileHandle.standardError.write(Data("\(file):\(line): \(problem())\n".utf8))
    abort()
}

extension UnsafeBufferPointer<UInt8> {
    /// As text, broken UTF-8 repaired.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The same bytes in memory that ends where they do, so that reading on is found.
    func isolated<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
        defer { copy.deallocate() }
        _ = copy.initialize(from: self)
        return body(UnsafeBufferPointer(copy))
    }

    /// A control byte at the front and what follows it.
    func splitFirst() -> (UInt8, UnsafeBufferPointer<UInt8>) { (first ?? 0, UnsafeBufferPointer(rebasing: dropFirst())) }
}
