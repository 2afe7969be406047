import Glibc

/// The whole server: its state, its sandboxes and its port.
struct LocalServer: Sendable {
    let port: Int
    private let listener: LoopbackListener
    private let registry: SandboxRegistry
    private let state: StateDirectory

    static func start(_ options: Options, processes: Processes) async throws(StartFailure) -> LocalServer {
        let state = try StateDirectory(options.state, processes: processes)
        do throws(StartFailure) {
            let isolation = try await IsolationCheck.resolve(options.isolation, processes: processes, state: state.path)
            return try await listen(options, isolation, state, processes)
        } catch {
            await state.remove()
            throw error
        }
    }

    private static func listen(
        _ options: Options, _ isolation: any Isolation, _ state: StateDirectory, _ processes: Processes
    ) async throws(StartFailure) -> LocalServer {
        let execd = { @Sendable (sandbox: Sandbox) in
            Execd(sandbox: sandbox, processes: processes, tail: options.tail)
        }
        let registry = SandboxRegistry(
            isolation: isolation, processes: processes, stateDirectory: state.path, limit: options.sandboxLimit,
            execd: { sandbox in { try await execd(sandbox).handle($0) } })
        let lifecycle = LifecycleServer(registry: registry, apiKey: options.apiKey, hostPaths: options.hostPaths, execd: execd)
        let listener: LoopbackListener
        do {
            listener = try await HTTPListener.listen(port: options.port, style: LifecycleServer.style) { exchange in
                if !options.quiet { Console.out("\(exchange.head.method.rawValue) \(exchange.target.path)") }
                try await lifecycle.handle(exchange)
            }
        } catch {
            throw StartFailure(text: "cannot listen on 127.0.0.1:\(options.port): \(error)")
        }
        if let file = options.portFile {
            guard writeAtomically("\(listener.port)\n", to: file) else {
                await listener.close()
                throw StartFailure(text: "cannot write \(file): " + String(cString: strerror(errno)))
            }
        }
        return LocalServer(port: listener.port, listener: listener, registry: registry, state: state)
    }

    /// Returns when no process and no file of any sandbox is left.
    func stop() async {
        await registry.close()
        await listener.close()
        await state.remove()
    }

    /// Whoever waits for the file never reads half of it.
    private static func writeAtomically(_ text: String, to path: String) -> Bool {
        let draft = path + ".\(getpid())"
        guard let file = fopen(draft, "w") else { return false }
        let isWritten = fputs(text, file) >= 0
        guard fclose(file) == 0, isWritten, rename(draft, path) == 0 else {
            unlink(draft)
            return false
        }
        return true
    }
}
