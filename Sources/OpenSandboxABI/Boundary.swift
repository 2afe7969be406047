import CSystem
import OpenSandbox

// What every export does at the C boundary: check, unwrap, call, wrap.

/// The longest text a host may pass: more than any name, path or command, less than what would overflow.
private let longestText = 64 << 20

/// Runs an export's body; a failure becomes a status, and an error object where the host wants one.
func enter(_ error: out<osb_error>? = nil, _ body: () throws(Failure) -> Void) -> osb_status {
    do throws(Failure) {
        try body()
        return Status.ok.rawValue
    } catch {
        return report(error)
    }
    func report(_ failure: Failure) -> osb_status {
        error?.pointee = seal(ErrorView(failure))
        return failure.status.rawValue
    }
}

func required<T>(_ pointer: UnsafeMutablePointer<T>?, _ name: StaticString) throws(Failure) -> UnsafeMutablePointer<T> {
    guard let pointer else { throw .argument(name, "is NULL") }
    return pointer
}

/// A text argument: not NULL, UTF-8, not absurdly long.
func text(_ pointer: cstring?, _ name: StaticString) throws(Failure) -> String {
    guard let pointer else { throw .argument(name, "is NULL") }
    let length = strnlen(pointer, longestText + 1)
    guard length <= longestText else { throw .argument(name, "is longer than 64 MiB") }
    let bytes = UnsafeBufferPointer(start: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: length)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .argument(name, "is not UTF-8") }
    return text
}

func optionalText(_ pointer: cstring?, _ name: StaticString) throws(Failure) -> String? {
    pointer == nil ? nil : try text(pointer, name)
}

func nonEmptyText(_ pointer: cstring?, _ name: StaticString) throws(Failure) -> String {
    let text = try text(pointer, name)
    guard !text.isEmpty else { throw .argument(name, "is empty") }
    return text
}

func optionalNonEmptyText(_ pointer: cstring?, _ name: StaticString) throws(Failure) -> String? {
    pointer == nil ? nil : try nonEmptyText(pointer, name)
}

func environmentName(_ pointer: cstring?) throws(Failure) -> String {
    let name = try nonEmptyText(pointer, "name")
    guard !name.utf8.contains(UInt8(ascii: "=")) else { throw .argument("name", "contains \"=\"") }
    return name
}

func truth(_ number: Int32, _ name: StaticString) throws(Failure) -> Bool {
    guard number == 0 || number == 1 else { throw .argument(name, "is neither 0 nor 1") }
    return number == 1
}

/// A user or group of a sandbox: -1 is none.
func identity(_ number: Int64, _ name: StaticString) throws(Failure) -> UInt32? {
    if number == -1 { return nil }
    guard let identity = UInt32(exactly: number) else { throw .argument(name, "is not between -1 and 4294967295") }
    return identity
}

/// A duration in milliseconds: -1 is for ever.
func duration(_ milliseconds: Int64, _ name: StaticString) throws(Failure) -> Int64 {
    guard milliseconds >= -1, milliseconds <= longestDuration else { throw .argument(name, "is not a duration in milliseconds") }
    return milliseconds
}

/// A time limit in milliseconds: -1 is none, and 0 makes no sense.
func limit(_ milliseconds: Int64, _ name: StaticString) throws(Failure) -> Int64? {
    guard milliseconds != 0 else { throw .argument(name, "is 0") }
    let milliseconds = try duration(milliseconds, name)
    return milliseconds == -1 ? nil : milliseconds
}

/// Ten years: beyond it a number is a mistake, and below it no sum of times overflows.
private let longestDuration: Int64 = 10 * 366 * 24 * 3600 * 1000

func environmentVariable(_ name: StaticString) -> String? {
    guard let value = getenv(staticText(name)) else { return nil }
    let bytes = UnsafeBufferPointer(start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: strnlen(value, longestText))
    return String(validating: bytes, as: UTF8.self)
}

func staticText(_ text: StaticString) -> cstring {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// Collected text with its size, "" for none.
func lendBytes(_ text: Text?, _ size: out_size?) -> cstring? {
    size?.pointee = UInt(text?.count ?? 0)
    return text.map { $0.pointer }
}

extension Array {
    func element(_ index: UInt) -> Element? {
        guard let index = Int(exactly: index), index < count else { return nil }
        return self[index]
    }
}
