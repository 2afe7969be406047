import CSystem
import HTTP

/// Whole directories. The daemon has no call for them: an archive goes over as a file, and the sandbox's own tar packs or unpacks it.
extension Sandbox {
    package func uploadTree(_ hostPath: String, to path: String, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(path)
        let operation: StaticString = "upload tree"
        let source = try TreeSource.open(hostPath, options)
        let archive = TreeArchive()
        defer { archive.discard(from: self, options) }
        var sending = options
        sending.mode = 0o600
        sending.owner = nil
        sending.group = nil
        try upload([Part(archive.path, sending, source)], sending, operation, cancel)
        // Owner and group are in the archive where they were asked for; else what is unpacked belongs to whoever unpacks it.
        let flags = options.owner == nil && options.group == nil ? "-xof" : "-xf"
        try tar("mkdir -p \(quoted(path)) && tar -C \(quoted(path)) \(flags) \(archive.path)", operation, options, cancel)
    }

    package func downloadTree(_ path: String, to hostPath: String, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(path)
        let operation: StaticString = "download tree"
        let sink = TreeSink(try HostTree.make(hostPath, options, cancel))
        let archive = TreeArchive()
        defer { archive.discard(from: self, options) }
        try tar("umask 077; tar -C \(quoted(path)) -cf \(archive.path) .", operation, options, cancel)
        var whole = options
        whole.range = nil
        try FileService(self, whole, cancel).download(archive.path, to: sink, operation, cancel)
        try sink.finish()
    }

    private func quoted(_ path: String) -> String { String(decoding: shellQuoted(path), as: UTF8.self) }

    private func tar(_ command: String, _ operation: StaticString, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        var run = CommandOptions()
        run.user = options.identity?.user
        run.group = options.identity?.group
        run.outputLimit = 4 << 10
        let result = try self.run(command, run, cancel)
        guard result.ended == .exited, let code = result.exitCode else {
            throw result.cause ?? Failure(.errServer, "\(String(operation)): tar was ended by a signal")
        }
        guard code != 0 else { return }
        var said = result.stderr.text.string
        while said.utf8.last == UInt8(ascii: "\n") { _ = said.unicodeScalars.popLast() }
        let message = "\(String(operation)): " + (said.isEmpty ? "tar exited with \(code)" : said)
        let status: Status =
            if code == 127 { .errUnsupported } else if said.holds("No such file or directory") { .errNotFound }
            else if said.holds("Not a directory") || said.holds("File exists") { .errConflict }
            else if said.holds("Permission denied") || said.holds("Read-only") { .errForbidden }
            else if said.holds("No space left") { .errQuota } else { .errServer }
        throw Failure(status, message)
    }
}

/// An archive on its way, in the sandbox.
private struct TreeArchive {
    let path = "/tmp/.osb-" + String(csystem_random(), radix: 16) + ".tar"

    /// Nobody waits for it, nor hears whether it worked.
    func discard(from sandbox: Sandbox, _ options: FileOptions) {
        guard let endpoint = sandbox.daemon.endpoint else { return }
        let wire = sandbox.client.wire
        var request = wire.endpointRequest(endpoint, .delete, options.pathPrefix + "/files?path=" + percentEncoded(path))
        request.limits.request = 5_000
        let deletion = request
        _ = sandbox.client.thread.post { UnaryExchange(deletion, "delete archive", wire, isOwed: true) { _ in }.begin(on: $0) }
    }
}
