import HTTP
import JSON
@testable import OpenSandbox
import Testing

@Suite struct EndpointTests {
    private func endpoint(_ answer: Answer, _ scheme: Scheme = .http, isThroughServer: Bool = false) throws -> Endpoint {
        try Endpoint(try answer.document(), answer, scheme: scheme, isThroughServer: isThroughServer)
    }

    @Test(arguments: [
        ("lc_08_endpoint_44772.txt", "127.0.0.1:41427/proxy/44772"), ("lc_09_endpoint_8080.txt", "127.0.0.1:43217"),
        ("lc_10_endpoint_other_3000.txt", "127.0.0.1:41427/proxy/3000"),
        ("lc_11_endpoint_server_proxy.txt", "127.0.0.1:18091/v1/sandboxes/22239e5f-3aed-4f52-a87b-bd097c2507bd/proxy/44772"),
        ("lc_16_endpoint_paused.txt", "127.0.0.1:41427/proxy/44772"), ("lc_58_endpoint_exited.txt", "127.0.0.1:41859/proxy/44772"),
    ])
    func aRecordedEndpoint(_ name: String, _ address: String) throws {
        let answer = Answer(try Recording(name))
        for isThroughServer in [false, true] {
            let endpoint = try endpoint(answer, isThroughServer: isThroughServer)
            #expect(endpoint.address == address)
            #expect(endpoint.url == "http://" + address)
            #expect(endpoint.headers.isEmpty)
            // Only where the server does lead through itself, whatever it was asked: the key goes along there.
            #expect(endpoint.isThroughServer == (isThroughServer && name.contains("server_proxy")))
        }
        #expect(try self.endpoint(answer, .https).url == "https://" + address)
    }

    @Test func headersThatMustGoAlong() throws {
        let answer = Answer(#"{"endpoint":"sandbox.example:81/p/","headers":{"OPENSANDBOX-EGRESS-AUTH":"secret","X-Empty":""}}"#)
        let endpoint = try endpoint(answer)
        #expect(endpoint.address == "sandbox.example:81/p/")
        #expect(endpoint.url == "http://sandbox.example:81/p")
        #expect(endpoint.headers.map(\.name) == ["OPENSANDBOX-EGRESS-AUTH", "X-Empty"])
        #expect(endpoint.headers.map(\.value) == ["secret", ""])
        #expect(try self.endpoint(Answer(#"{"endpoint":"a","headers":null}"#)).headers.isEmpty)
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"endpoint":7}"#, #"{"endpoint":""}"#, #"{"endpoint":"http://a"}"#, #"{"endpoint":"https://a:1"}"#,
        #"{"endpoint":"ftp://a"}"#, #"{"endpoint":"user@a"}"#, #"{"endpoint":"a:0"}"#, #"{"endpoint":"a:65536"}"#, #"{"endpoint":"a:"}"#,
        #"{"endpoint":"a?b"}"#, #"{"endpoint":"a#b"}"#, #"{"endpoint":"a\r\nHost: b"}"#, #"{"endpoint":"a b"}"#, #"{"endpoint":"/a"}"#,
        #"{"endpoint":"a\u0000"}"#, #"{"endpoint":"[::1"}"#,
        #"{"endpoint":"a","headers":{"X":1}}"#, #"{"endpoint":"a","headers":{"Host":"b"}}"#, #"{"endpoint":"a","headers":{"content-length":"1"}}"#,
        #"{"endpoint":"a","headers":{"Transfer-Encoding":"chunked"}}"#, #"{"endpoint":"a","headers":{"X":"1\r\nY: 2"}}"#,
        #"{"endpoint":"a","headers":{"X\r\nY":"1"}}"#, #"{"endpoint":"a","headers":{"":"1"}}"#, #"{"endpoint":"a","headers":{"a b":"1"}}"#,
    ])
    func anAnswerThatWouldLeadAstrayIsAProtocolError(_ body: String) throws {
        let answer = Answer(body)
        let document = try answer.document()
        let failure = try #require(failure { () throws(Failure) in
            try Endpoint(document, answer, scheme: .http, isThroughServer: false)
        })
        #expect(failure.status == .errProtocol)
        #expect(failure.field == "endpoint")
        #expect(failure.raw == answer.body)
    }
}
