import CLocalSystem
import Glibc

@main
enum Program {
    static func main() {
        // First of all, while there is one thread: every other inherits it, and only this one ever receives them.
        local_signals_block()
        local_adopt_orphans()
        local_raise_file_limit()

        let options: Options
        do {
            guard let parsed = try Options.parse(CommandLine.arguments.dropFirst()) else {
                return Console.out(Options.help)
            }
            options = parsed
        } catch {
            Console.fail(error.text)
            exit(2)
        }

        let processes = Processes()
        let stopAsked = Eventually<Void>()
        // Detached: the main actor is this thread, which has other work.
        Task.detached { exit(await run(options, processes, until: stopAsked)) }
        receiveSignals(processes, stopAsked)
    }

    /// Serves until asked to stop, and answers the exit code.
    private static func run(_ options: Options, _ processes: Processes, until stopAsked: Eventually<Void>) async -> Int32 {
        do throws(StartFailure) {
            let server = try await LocalServer.start(options, processes: processes)
            Console.out("opensandbox-local listening on http://127.0.0.1:\(server.port) (development only)")
            await stopAsked.value
            await server.stop()
            return 0
        } catch {
            Console.fail(error.text)
            return 1
        }
    }

    /// The main thread's work: children that ended are reaped, and a request to stop is passed on.
    private static func receiveSignals(_ processes: Processes, _ stopAsked: Eventually<Void>) -> Never {
        while true {
            switch local_signals_wait() {
            case SIGCHLD: processes.reap()
            default: stopAsked.fulfil(())
            }
        }
    }
}

/// Why the server did not start: one line for whoever started it.
struct StartFailure: Error {
    let text: String
}
