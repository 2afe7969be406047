/// What is fuzzed: everything that bytes from outside reach before somebody has looked at them.
struct Target: Sendable {
    let name: String
    let run: @Sendable (UnsafeBufferPointer<UInt8>) -> Void
}

let targets = [
    Target(name: "json", run: fuzzJSON),
    Target(name: "events", run: fuzzEvents),
    Target(name: "errors", run: fuzzErrors),
    Target(name: "models", run: fuzzModels),
    Target(name: "texts", run: fuzzTexts),
    Target(name: "addresses", run: fuzzAddresses),
    Target(name: "requests", run: fuzzRequests),
]
