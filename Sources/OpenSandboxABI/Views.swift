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
typealias VolumeBox = ValueBox<Volume>
typealias NetworkPolicyBox = ValueBox<NetworkPolicy>
typealias HookBox = ValueBox<LifecycleHook>
typealias ConnectOptionsBox = ValueBox<ConnectOptions>
typealias MetadataPatchBox = ValueBox<MetadataPatch>
typealias MetricsBox = ValueBox<Metrics>
typealias HTTPRequestBox = ValueBox<HTTPRequest>
typealias ServerInfoBox = ValueBox<ServerInfo>
typealias SandboxFilterBox = ValueBox<SandboxFilter>
typealias FileOptionsBox = ValueBox<FileOptions>

/// A value that the host may hold in a box.
protocol HandledValue {
    static var kind: HandleKind { get }
}

extension ClientConfig: HandledValue { static var kind: HandleKind { .config } }
extension CreateOptions: HandledValue { static var kind: HandleKind { .createOptions } }
extension CommandOptions: HandledValue { static var kind: HandleKind { .commandOptions } }
extension SandboxInfo: HandledValue { static var kind: HandleKind { .sandboxInfo } }
extension CommandStatus: HandledValue { static var kind: HandleKind { .commandStatus } }
extension Volume: HandledValue { static var kind: HandleKind { .volume } }
extension NetworkPolicy: HandledValue { static var kind: HandleKind { .networkPolicy } }
extension LifecycleHook: HandledValue { static var kind: HandleKind { .hook } }
extension ConnectOptions: HandledValue { static var kind: HandleKind { .connectOptions } }
extension MetadataPatch: HandledValue { static var kind: HandleKind { .metadataPatch } }
extension Metrics: HandledValue { static var kind: HandleKind { .metrics } }
extension HTTPRequest: HandledValue { static var kind: HandleKind { .httpRequest } }
extension ServerInfo: HandledValue { static var kind: HandleKind { .serverInfo } }
extension SandboxFilter: HandledValue { static var kind: HandleKind { .sandboxFilter } }
extension FileOptions: HandledValue { static var kind: HandleKind { .fileOptions } }
extension ValueBox: Handled where Value: HandledValue { static var kind: HandleKind { Value.kind } }

extension CancelToken: Handled { static var kind: HandleKind { .cancel } }
extension Client: Handled { static var kind: HandleKind { .client } }
extension Sandbox: Handled { static var kind: HandleKind { .sandbox } }
extension Session: Handled { static var kind: HandleKind { .session } }
extension Execution: Handled { static var kind: HandleKind { .execution } }
extension HTTPResponse: Handled { static var kind: HandleKind { .httpResponse } }
extension SandboxIterator: Handled { static var kind: HandleKind { .sandboxIterator } }
extension Inbox: Handled { static var kind: HandleKind { .queue } }
extension Bytes: Handled { static var kind: HandleKind { .bytes } }
extension FileWatch: Handled { static var kind: HandleKind { .watch } }

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

final class SandboxPageView: Handled {
    static var kind: HandleKind { .sandboxPage }
    let page: SandboxPage
    let items: [OpaquePointer]

    init(_ page: SandboxPage) {
        self.page = page
        items = page.items.map { sealBorrowed(SandboxInfoBox($0)) }
    }

    deinit {
        for item in items { discardBorrowed(item, SandboxInfoBox.self) }
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

final class FileBatchBox: Handled {
    static var kind: HandleKind { .fileBatch }
    var files: [FileUpload] = []
}

final class FileListView: Handled {
    static var kind: HandleKind { .fileList }
    let entries: [FileEntry]
    init(_ entries: [FileEntry]) { self.entries = entries }
}

final class FileChangeView: Handled {
    static var kind: HandleKind { .change }
    let change: FileChange
    init(_ change: FileChange) { self.change = change }
}
