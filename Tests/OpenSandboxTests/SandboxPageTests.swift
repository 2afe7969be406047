import Foundation
import HTTP
@testable import OpenSandbox
import Testing

@Suite struct SandboxPageTests {
    /// The recordings whose answer is a list of sandboxes.
    static let recordings = Recording.names("lc_").filter { name in
        guard let recording = try? Recording(name), recording.status == 200,
            let document = try? JSONSerialization.jsonObject(with: Data(recording.body)) as? [String: Any],
            let items = document["items"] as? [[String: Any]]
        else { return false }
        return items.allSatisfy { $0["entrypoint"] != nil } && document["pagination"] != nil
    }

    @Test func theRecordingsAreThere() { #expect(Self.recordings.count >= 4) }

    /// Every field, against Foundation's reading of the same bytes.
    @Test(arguments: recordings)
    func aRecordedListIsReadFieldByField(_ name: String) throws {
        let answer = Answer(try Recording(name))
        let page = try SandboxPage(answer, most: 10)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let items = try #require(document["items"] as? [[String: Any]])
        let pagination = try #require(document["pagination"] as? [String: Any])

        #expect(page.items.map(\.id.string) == items.map { $0["id"] as? String })
        #expect(page.items.map(\.stateText.string) == items.map { ($0["status"] as? [String: Any])?["state"] as? String })
        #expect(page.page == pagination["page"] as? Int64)
        #expect(page.pageSize == pagination["pageSize"] as? Int64)
        #expect(page.totalItems == pagination["totalItems"] as? Int64)
        #expect(page.totalPages == pagination["totalPages"] as? Int64)
        #expect(page.hasNext == pagination["hasNextPage"] as? Bool)
    }

    @Test func whatIsNotSaidIsAbsent() throws {
        let page = try SandboxPage(Answer(#"{"items":[],"pagination":{"page":"1","hasNextPage":1}}"#), most: 10)
        #expect(page.items.isEmpty && page.page == nil && page.pageSize == nil && page.totalItems == nil && page.totalPages == nil)
        #expect(!page.hasNext)
    }
}

@Suite struct ExpiryTests {
    @Test func theRecordedRenewal() throws {
        #expect(try Expiry.from(Answer(try Recording("lc_07_renew.txt"))) == 1_795_413_354_000)
    }

    @Test(arguments: [
        ("lc_19_renew_past.txt", true), ("lc_55_renew_manual_cleanup.txt", false), ("flt_11_renew_after_expiry.txt", false),
    ])
    func theRefusalsThatAClockMayBeBehind(_ name: String, _ isRefused: Bool) throws {
        let answer = Answer(try Recording(name))
        #expect(Expiry.isRefused(ServerError(answer.body).failure("renew sandbox", answer.head, answer.body)) == isRefused)
    }

    @Test func theServersClockIsThatOfItsAnswers() throws {
        let clock = ServerClock()
        #expect(clock.now == nil)
        clock.note(nil)
        clock.note(Answer("", headers: [Header("Date", "nonsense")]).head)
        #expect(clock.now == nil)
        clock.note(Answer(try Recording("lc_07_renew.txt")).head)
        let now = try #require(clock.now)
        let date: Int64 = 1_795_412_154_000
        #expect(now >= date + 1000 && now < date + 3_600_000)
    }
}

@Suite struct InstantTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_413_354_123, "2026-11-23T05:55:54.123Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (.max, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"), (.min, "0000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
    func asTheServerReadsIt(_ milliseconds: Int64, _ text: String) { #expect(Instant.text(milliseconds) == text) }

    @Test func everyDayOfFourCenturiesReadsBack() {
        for day in stride(from: Int64(-146_097), to: 146_097, by: 1) {
            let instant = day * 86_400_000 + 43_200_000
            if Instant.milliseconds(Instant.text(instant)) != instant {
                Issue.record("day \(day): \(Instant.text(instant))")
                return
            }
        }
    }

    @Test(arguments: [
        ("Mon, 23 Nov 2026 05:35:54 GMT", 1_795_412_154_000), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777_000),
        ("X, 29 Feb 2024 00:00:00 GMT", 1_709_164_800_000), ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil),
        ("Mon, 30 Feb 2026 05:35:54 GMT", nil), ("Mon, 23 nov 2026 05:35:54 GMT", nil), ("Mon, 23 Nov 2026 24:00:00 GMT", nil),
        ("Mon, 23 Nov 2026 05:35:54 CET", nil), ("Mon, 23 Nov 2026 05:35:54 GMT ", nil), ("", nil), (",", nil), (", ", nil), (", 23 ", nil),
    ] as [(String, Int64?)])
    func theTimeOfAHeader(_ text: String, _ milliseconds: Int64?) { #expect(Instant.ofHeader(text) == milliseconds) }
}
