import HTTP
import OpenSandbox

// What the host's handles hold: the client layer's objects themselves, or a view that keeps the text a getter lends.

/// A value that the host holds: options it is filling in, copied when they are used, or what a server said.
final class ValueBox<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }

    /// Changes what holds callbacks. What is replaced goes when the change is done: its release function may use this very box.
    func update(_ change: (inout Value) -> Void) {
        let replaced = value
        change(&value)
        withExtendedLifetime(replaced) {}
    }
}

typealias ConfigBox = ValueBox<ClientConfig>
typealias CreateOptionsBox = ValueBox<CreateOptions>
typealias CommandOptionsBox = ValueBox<CommandOptions>
typealias SandboxInfoBox = ValueBox<SandboxInfo>
typealias CommandStatusBox = ValueBox<CommandStatus>

/// A value that the host may hold in a box.
protocol HandledValue {
    static var kind: HandleKind { get }
}

extension ClientConfig: HandledValue { static var kind: HandleKind { .config } }
extension CreateOptions: HandledValue { static var kind: HandleKind { .createOptions } }
extension CommandOptions: HandledValue { static var kind: HandleKind { .commandOptions } }
extension SandboxInfo: HandledValue { static var kind: HandleKind { .sandboxInfo } }
extension CommandStatus: HandledValue { static var kind: HandleKind { .commandStatus } }
extension ValueBox: Handled where Value: HandledValue { static var kind: HandleKind { Value.kind } }

extension CancelToken: Handled { static var kind: HandleKind { .cancel } }
extension Client: Handled { static var kind: HandleKind { .client } }
extension Sandbox: Handled { static var kind: HandleKind { .sandbox } }
extension Session: Handled { static var kind: HandleKind { .session } }
extension Execution: Handled { static var kind: HandleKind { .execution } }
extension Inbox: Handled { static var kind: HandleKind { .queue } }

final class ErrorView: Handled {
    static var kind: HandleKind { .error }
    let failure: Failure
    let message: Text
    let code: Text?
    let requestID: Text?
    let field: Text?
    let raw: Text?
    let sandboxID: Text?

    init(_ failure: Failure) {
        self.failure = failure
        message = Text(failure.message)
        code = failure.code.map { Text($0) }
        requestID = failure.requestID.map { Text($0) }
        field = failure.field.map { Text($0) }
        raw = failure.raw.map { Text($0) }
        sandboxID = failure.sandboxID
    }
}

final class EndpointView: Handled {
    static var kind: HandleKind { .endpoint }
    let url: Text
    let address: Text
    let headers: [(key: Text, value: Text)]

    init(_ endpoint: Endpoint) {
        url = Text(endpoint.url)
        address = Text(endpoint.address)
        headers = endpoint.headers.map { (key: Text($0.name), value: Text($0.value)) }
    }
}

final class ResultView: Handled {
    static var kind: HandleKind { .result }
    let result: CommandResult
    let error: OpaquePointer?

    init(_ result: CommandResult) {
        self.result = result
        error = result.cause.map { sealBorrowed(ErrorView($0)) }
    }

    deinit { discardBorrowed(error, ErrorView.self) }
}

final class EventView: Handled {
    static var kind: HandleKind { .event }
    let event: Event
    let result: OpaquePointer?
    let error: OpaquePointer?

    init(_ event: Event) {
        self.event = event
        switch event.conclusion {
        case .ended(let result)?: (self.result, error) = (sealBorrowed(ResultView(result)), nil)
        case .failed(let failure)?: (result, error) = (nil, sealBorrowed(ErrorView(failure)))
        case nil: (result, error) = (nil, nil)
        }
    }

    deinit {
        discardBorrowed(result, ResultView.self)
        discardBorrowed(error, ErrorView.self)
    }
}
