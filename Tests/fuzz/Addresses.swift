import Foundation
@testable import HTTP
@testable import OpenSandbox

/// The address of a server, from a host or from an endpoint, and a request to it.
func fuzzAddresses(_ bytes: UnsafeBufferPointer<UInt8>) {
    let text = bytes.text
    for character in ["/", "http://"] {
        let request = Request(.get, character + text)
        check(request.url.utf8.starts(with: request.origin), "an origin that is elsewhere")
        _ = request.isLoopback
    }
    do throws(ServerAddress.Problem) {
        let parsed = try ServerAddress(parsing: text)
        check(parsed.address.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"@?#\\\"<>".utf8.contains($0) }, "an address with \(parsed.address)")
        let request = Request(.get, (parsed.scheme ?? .http).prefix + parsed.address + "/v1")
        check(request.origin.count > 7 && request.url.utf8.suffix(3).elementsEqual("/v1".utf8), "an origin of \(String(Substring(request.origin)))")
        if request.isLoopback { check(text.contains("127.") || text.contains("localhost") || text.contains("[::1]"), "\(text) is no loopback") }
        do throws(ServerAddress.Problem) {
            let again = try ServerAddress(parsing: parsed.address)
            check(again.address == parsed.address && again.scheme == nil, "\(parsed.address) reads back as another")
        } catch { check(false, "\(parsed.address) does not read back: \(error.text)") }
    } catch {}
}
