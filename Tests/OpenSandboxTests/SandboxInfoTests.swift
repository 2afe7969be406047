import Foundation
import HTTP
import JSON
@testable import OpenSandbox
import Testing

@Suite struct SandboxInfoTests {
    /// The recordings whose answer is one sandbox.
    static let recordings = Recording.names("lc_").filter { name in
        guard let recording = try? Recording(name), (200...299).contains(recording.status),
            let document = try? JSONSerialization.jsonObject(with: Data(recording.body)) as? [String: Any]
        else { return false }
        return document["status"] is [String: Any] && document["entrypoint"] != nil
    }

    @Test func theRecordingsAreThere() { #expect(Self.recordings.count >= 8) }

    /// Every field, against Foundation's reading of the same bytes.
    @Test(arguments: recordings)
    func aRecordedSandboxIsReadFieldByField(_ name: String) throws {
        let answer = Answer(try Recording(name))
        let info = try SandboxInfo(try answer.document(), answer, "get sandbox")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let status = try #require(document["status"] as? [String: String])

        #expect(info.id.string == document["id"] as? String)
        #expect(info.stateText.string == status["state"])
        #expect(info.state == (status["state"] == "Running" ? .running : status["state"] == "Paused" ? .paused : .failed))
        #expect(info.reason?.string == status["reason"])
        #expect(info.message?.string == status["message"])
        #expect(info.image?.string == (document["image"] as? [String: String])?["uri"])
        #expect(info.createdAt != nil)
        #expect(info.createdAt == (document["createdAt"] as? String).flatMap(milliseconds))
        #expect(info.expiresAt == (document["expiresAt"] as? String).flatMap(milliseconds))
        #expect(info.lastTransitionAt == status["lastTransitionAt"].flatMap(milliseconds))
        #expect(info.entrypoint.map(\.string) == document["entrypoint"] as? [String])
        let metadata = document["metadata"] as? [String: String] ?? [:]
        #expect(info.metadata.count == metadata.count)
        for (key, value) in metadata { #expect(info.metadataValue(key)?.string == value) }
        #expect(info.metadataValue("there is no such key") == nil)
    }

    @Test func theAnswerOfACreate() throws {
        let answer = Answer(try Recording("lc_04_create.txt"))
        let info = try SandboxInfo(try answer.document(), answer, "create sandbox")
        #expect(info.id.string == "22239e5f-3aed-4f52-a87b-bd097c2507bd")
        #expect(info.state == .running)
        #expect(info.reason?.string == "CONTAINER_RUNNING")
        #expect(info.message?.string == "Sandbox container started successfully.")
        #expect(info.image == nil)
        #expect(info.createdAt == 1_795_412_153_338)
        #expect(info.expiresAt == 1_795_412_753_338)
        #expect(info.lastTransitionAt == 1_795_412_153_338)
        #expect(info.entrypoint.map(\.string) == ["tail", "-f", "/dev/null"])
        #expect(info.metadata.map(\.key.string) == ["who", "team"])
    }

    @Test func aSandboxThatNobodyEnds() throws {
        let answer = Answer(try Recording("lc_54_manual_cleanup_get.txt"))
        #expect(try SandboxInfo(try answer.document(), answer, "get sandbox").expiresAt == nil)
    }

    @Test func whatIsNotSaidIsAbsent() throws {
        let answer = Answer(#"{"id":"a","status":{"state":"Hibernating"},"expiresAt":null,"image":null,"metadata":null,"entrypoint":null}"#)
        let info = try SandboxInfo(try answer.document(), answer, "get sandbox")
        #expect(info.state == .unknown)
        #expect(info.stateText.string == "Hibernating")
        #expect(info.reason == nil && info.message == nil && info.image == nil)
        #expect(info.createdAt == nil && info.expiresAt == nil && info.lastTransitionAt == nil)
        #expect(info.entrypoint.isEmpty && info.metadata.isEmpty)
    }

    @Test(arguments: [
        (#"{}"#, "id"), (#"[]"#, "id"), (#"null"#, "id"), (#"{"id":7,"status":{"state":"Running"}}"#, "id"),
        (#"{"id":"","status":{"state":"Running"}}"#, "id"), (#"{"id":"a\u0000b","status":{"state":"Running"}}"#, "id"),
        (#"{"id":"a"}"#, "status.state"), (#"{"id":"a","status":"Running"}"#, "status.state"),
        (#"{"id":"a","status":{"state":1}}"#, "status.state"),
        (#"{"id":"a","status":{"state":"Running"},"entrypoint":["a",1]}"#, "entrypoint"),
        (#"{"id":"a","status":{"state":"Running"},"metadata":{"a":null}}"#, "metadata"),
    ])
    func anAnswerThatIsNoSandboxIsAProtocolError(_ body: String, _ field: String) throws {
        let answer = Answer(body)
        let document = try answer.document()
        let failure = try #require(failure { () throws(Failure) in try SandboxInfo(document, answer, "get sandbox") })
        #expect(failure.status == .errProtocol)
        #expect(failure.field == field)
        #expect(failure.httpStatus == 200)
        #expect(failure.requestID == "request-1")
        #expect(failure.raw == answer.body)
    }

    @Test(arguments: [
        ("Pending", SandboxState.pending, false), ("Running", .running, false), ("Pausing", .pausing, false), ("Paused", .paused, false),
        ("Resuming", .resuming, false), ("Stopping", .stopping, true), ("Terminated", .terminated, true), ("Failed", .failed, true),
        ("running", .unknown, false), ("", .unknown, false),
    ])
    func statesByTheServersNames(_ name: String, _ state: SandboxState, _ isFinal: Bool) {
        #expect(SandboxState(name) == state)
        #expect(state.isFinal == isFinal)
    }
}
