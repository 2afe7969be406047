import CSystem
import OpenSandbox

/// What a handle points to: a box that names the kind of object it holds, so that a handle of another kind is told apart before
/// the object is touched, and the process that made it, so that a forked child never touches locks it inherited.
struct HandleBox {
    var tag: UInt64
    let process: Int32
    let isOwned: Bool
    let object: UnsafeMutableRawPointer
}

/// A class whose instances the host may hold. The kind's number lives in this process only.
protocol Handled: AnyObject {
    static var kind: HandleKind { get }
}

enum HandleKind: UInt64 {
    case error = 1, cancel, config, client, createOptions, sandbox, sandboxInfo, endpoint, commandOptions, result
    case queue, execution, event, commandStatus, session
    case volume, networkPolicy, hook, connectOptions, metadataPatch, metrics, httpRequest, httpResponse, serverInfo
    case sandboxFilter, sandboxPage, sandboxIterator
    case fileOptions, fileBatch, fileList, bytes, watch, change

    /// An unlikely number around the kind, so that memory which is no handle of ours is seldom taken for one.
    var tag: UInt64 { 0x0513_5a4d_b0c5_0000 | rawValue }
}

private typealias Box = UnsafeMutablePointer<HandleBox>

private func box(_ handle: OpaquePointer) -> Box? {
    // A pointer that is not aligned as ours are is not one of ours; reading through it might fault.
    guard UInt(bitPattern: handle) % UInt(MemoryLayout<HandleBox>.alignment) == 0 else { return nil }
    return Box(handle)
}

// What follows is the same for every kind, and each export uses some of it: out of line, with a kind for a parameter.

@inline(never)
private func seal(_ object: UnsafeMutableRawPointer, _ kind: HandleKind, owned: Bool) -> OpaquePointer {
    let box = Box.allocate(capacity: 1)
    box.initialize(to: HandleBox(tag: kind.tag, process: getpid(), isOwned: owned, object: object))
    return OpaquePointer(box)
}

/// The box of this kind that a handle points to, if it was made by this process.
@inline(never)
private func peek(_ handle: OpaquePointer?, _ kind: HandleKind) -> Box? {
    guard let handle, let box = box(handle), box.pointee.tag == kind.tag, box.pointee.process == getpid() else { return nil }
    return box
}

/// The same, or why there is none.
@inline(never)
private func open(_ handle: OpaquePointer?, _ kind: HandleKind) throws(Failure) -> Box {
    guard let handle else { throw .handle("the handle is NULL") }
    guard let box = box(handle), box.pointee.tag == kind.tag else { throw .handle("the handle is of another kind") }
    guard box.pointee.process == getpid() else {
        throw Failure(.errForked, "the handle was made before fork(); make a new client in this process")
    }
    return box
}

@inline(never)
private func discard(_ box: Box) {
    let object = Unmanaged<AnyObject>.fromOpaque(box.pointee.object)
    box.pointee.tag = 0
    box.deallocate()
    object.release()
}

private func seal<T: Handled>(_ object: T, owned: Bool) -> OpaquePointer {
    seal(Unmanaged.passRetained(object).toOpaque(), T.kind, owned: owned)
}

/// A handle that the host now owns.
func seal<T: Handled>(_ object: T) -> OpaquePointer { seal(object, owned: true) }

/// A handle that lives as long as another one of ours; the host cannot free it.
func sealBorrowed<T: Handled>(_ object: T) -> OpaquePointer { seal(object, owned: false) }

func discardBorrowed<T: Handled>(_ handle: OpaquePointer?, _ type: T.Type) {
    if let handle { discard(Box(handle)) }
}

/// Lends an object to the host for one call.
func lend<T: Handled, R>(_ object: T, _ body: (OpaquePointer) -> R) -> R {
    let handle = sealBorrowed(object)
    defer { discardBorrowed(handle, T.self) }
    return body(handle)
}

/// The object behind a handle, or why there is none.
func open<T: Handled>(_ handle: OpaquePointer?, _ type: T.Type) throws(Failure) -> T {
    let box = try open(handle, T.kind)
    return Unmanaged<T>.fromOpaque(box.pointee.object).takeUnretainedValue()
}

/// NULL, or the object behind a handle that must be of this kind.
func optional<T: Handled>(_ handle: OpaquePointer?, _ type: T.Type) throws(Failure) -> T? {
    handle == nil ? nil : try open(handle, type)
}

/// The object behind a handle, for getters, which never fail.
func peek<T: Handled>(_ handle: OpaquePointer?, _ type: T.Type) -> T? {
    peek(handle, T.kind).map { Unmanaged<T>.fromOpaque($0.pointee.object).takeUnretainedValue() }
}

/// Gives up the host's reference. In a forked child nothing is touched: closing an inherited connection there would end the
/// parent's TLS session, and inherited locks may be held by threads that do not exist.
func release<T: Handled>(_ handle: OpaquePointer?, _ type: T.Type) {
    guard let box = peek(handle, T.kind), box.pointee.isOwned else { return }
    discard(box)
}
