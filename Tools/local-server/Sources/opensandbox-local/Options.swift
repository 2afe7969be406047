/// The command line.
struct Options: Sendable {
    enum IsolationChoice: String, Sendable {
        case automatic = "auto", bubblewrap, none
    }

    var port = 8080
    var portFile: String?
    var apiKey: String?
    var tail = Duration.seconds(1)
    var isolation = IsolationChoice.automatic
    var state: String?
    var hostPaths: [String] = []
    var sandboxLimit = Int.max
    var quiet = false

    static let help = """
        opensandbox-local: OpenSandbox's protocols on this machine's loopback, for development and tests.

          --port N             port to listen on; 0 takes a free one (8080)
          --port-file FILE     write the port there once the server is ready
          --api-key KEY        refuse lifecycle requests without this OPEN-SANDBOX-API-KEY
          --tail-ms N          how long a command's stream stays open after its last event (1000)
          --isolation HOW      auto, bubblewrap or none (auto)
          --state DIR          where sandboxes keep their files (a fresh temporary directory)
          --allow-host-path P  let volumes mount P and what is below it; may come several times (none)
          --max-sandboxes N    refuse to create more than N at a time
          --quiet              say nothing about requests
          --help               this text
        """

    struct Mistake: Error {
        let text: String
    }

    /// Nil when help was asked for.
    static func parse(_ arguments: some Sequence<String>) throws(Mistake) -> Options? {
        var options = Options()
        var remaining = Array(arguments)[...]
        while let argument = remaining.popFirst() {
            switch argument {
            case "--help", "-h":
                return nil
            case "--quiet":
                options.quiet = true
            case "--port":
                options.port = try number(argument, remaining.popFirst(), 0...65535)
            case "--port-file":
                options.portFile = try text(argument, remaining.popFirst())
            case "--api-key":
                options.apiKey = try text(argument, remaining.popFirst())
            case "--tail-ms":
                options.tail = .milliseconds(try number(argument, remaining.popFirst(), 0...3_600_000))
            case "--state":
                options.state = try text(argument, remaining.popFirst())
            case "--allow-host-path":
                let path = try text(argument, remaining.popFirst())
                guard path.hasPrefix("/") else { throw Mistake(text: "--allow-host-path takes an absolute path, not '\(path)'") }
                options.hostPaths.append(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
            case "--max-sandboxes":
                options.sandboxLimit = try number(argument, remaining.popFirst(), 0...1_000_000)
            case "--isolation":
                let value = try text(argument, remaining.popFirst())
                guard let choice = IsolationChoice(rawValue: value) else {
                    throw Mistake(text: "--isolation takes auto, bubblewrap or none, not '\(value)'")
                }
                options.isolation = choice
            default:
                throw Mistake(text: "unknown option '\(argument)'; see --help")
            }
        }
        return options
    }

    private static func text(_ option: String, _ value: String?) throws(Mistake) -> String {
        guard let value, !value.isEmpty else { throw Mistake(text: "\(option) needs a value") }
        return value
    }

    private static func number(_ option: String, _ value: String?, _ range: ClosedRange<Int>) throws(Mistake) -> Int {
        guard let number = Int(try text(option, value)), range.contains(number) else {
            throw Mistake(text: "\(option) takes a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
