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
    } catch let failure {
        return report(failure, error)
    }
}

@inline(never)
private func report(_ failure: Failure, _ error: out<osb_error>?) -> osb_status {
    error?.pointee = seal(ErrorView(failure))
    return failure.status.rawValue
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

/// Several texts, each as `text` takes it.
func texts(_ pointer: cstring_array?, _ count: UInt, _ name: StaticString) throws(Failure) -> [String] {
    guard count > 0 else { return [] }
    guard let pointer else { throw .argument(name, "is NULL") }
    guard let count = Int(exactly: count), count <= mostTexts else { throw .argument("count", "is more than \(mostTexts)") }
    var all: [String] = []
    for one in UnsafeBufferPointer(start: pointer, count: count) { all.append(try text(one, name)) }
    return all
}

/// More names than any call is for; a number beyond it is a mistake.
private let mostTexts = 1_000_000

/// Bytes of the host's, valid during the call. NULL stands for none.
func bytes(_ pointer: UnsafeRawPointer?, _ size: UInt, _ name: StaticString) throws(Failure) -> UnsafeRawBufferPointer {
    guard let count = Int(exactly: size) else { throw .argument("size", "is larger than memory") }
    guard pointer != nil || count == 0 else { throw .argument(name, "is NULL") }
    return UnsafeRawBufferPointer(start: pointer, count: count)
}

/// A descriptor: whether it is one is found out when it is used.
func descriptor(_ fd: CInt) throws(Failure) -> CInt {
    guard fd >= 0 else { throw .argument("fd", "is negative") }
    return fd
}

/// A number of bytes or lines: -1 stands for what is not known, or for all.
func optionalCount(_ number: Int64, _ name: StaticString) throws(Failure) -> Int64? {
    guard number >= -1 else { throw .argument(name, "is less than -1") }
    return number == -1 ? nil : number
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

func port(_ number: Int32) throws(Failure) -> UInt16 {
    guard let port = UInt16(exactly: number), port > 0 else { throw .argument("port", "is not between 1 and 65535") }
    return port
}

func httpProbe(_ number: Int32, _ path: cstring?) throws(Failure) -> HealthProbe {
    let port = try port(number)
    let path = try text(path, "path")
    try HTTPRequest.check(path)
    return .http(port: port, path: path)
}

func networkAction(_ number: osb_network_action) throws(Failure) -> NetworkAction {
    guard let action = NetworkAction(rawValue: number) else { throw .argument("action", "is not one of OSB_NETWORK_*") }
    return action
}

/// A sandbox's id. What a path would take for a step up or for none is no id.
func sandboxID(_ pointer: cstring?) throws(Failure) -> String {
    let id = try nonEmptyText(pointer, "id")
    guard !id.utf8.elementsEqual(".".utf8), !id.utf8.elementsEqual("..".utf8) else { throw .argument("id", "is no id") }
    return id
}

/// Bytes of the host's that are kept.
func copiedBytes(_ pointer: UnsafeRawPointer?, _ size: UInt, _ name: StaticString) throws(Failure) -> [UInt8] {
    guard size <= UInt(longestText) else { throw .argument("size", "is more than 64 MiB") }
    return Array(try bytes(pointer, size, name))
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

/// How long something shall live, in milliseconds: it has an end.
func lifetime(_ milliseconds: Int64) throws(Failure) -> Int64 {
    guard milliseconds >= 1 else { throw .argument("milliseconds", "is less than 1") }
    return try duration(milliseconds, "milliseconds")
}

/// A pause between two looks, in milliseconds.
func interval(_ milliseconds: Int64) throws(Failure) -> Int64 {
    guard (1...3_600_000).contains(milliseconds) else { throw .argument("milliseconds", "is not between 1 and 3600000") }
    return milliseconds
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
