import JSON
import Testing

@Suite struct JSONStringTests {
    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud83d\ude00""#, "😀"), (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"), (#""\u0000""#, "\u{0}"),
        (#""\ud7ff\ue000\uffff""#, "\u{d7ff}\u{e000}\u{ffff}"), (#""héllo ☃ 😀""#, "héllo ☃ 😀"), ("\"\u{2028}\u{7f}\"", "\u{2028}\u{7f}"),
        (#""plain text, longer than one word of the scanner \u0041""#, "plain text, longer than one word of the scanner A"),
    ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(try parse(text).string?.utf8.elementsEqual(expected.utf8) == true)
    }

    @Test(arguments: [
        (#""\ud800""#, JSONError.Reason.loneSurrogate), (#""\udc00""#, .loneSurrogate), (#""\ud800\ud800""#, .loneSurrogate),
        (#""\ud800x""#, .loneSurrogate), (#""\ud800\n""#, .loneSurrogate), (#""\ud800\u0041""#, .loneSurrogate),
        (#""\x""#, .invalidEscape), (#""\U0041""#, .invalidEscape), (#""\u00g0""#, .invalidEscape), (#""\u 041""#, .invalidEscape),
        (#""\u12""#, .unexpectedEnd), (#""\"#, .unexpectedEnd), (#""abc"#, .unexpectedEnd),
        ("\"a\nb\"", .controlCharacter), ("\"\u{0}\"", .controlCharacter), ("\"\u{1f}\"", .controlCharacter),
    ])
    func malformedStrings(_ text: String, _ reason: JSONError.Reason) {
        #expect(refusal(text)?.reason == reason)
        #expect(!isSkipped(Array(text.utf8)))
    }

    /// Every sequence of up to two bytes, and longer ones around each border, against Swift's own validation.
    @Test func utf8IsValidated() {
        var sequences: [[UInt8]] = []
        for first in UInt8(0x80)...0xFF {
            sequences.append([first])
            for second in stride(from: UInt8(0x70), through: 0xF0, by: 1) { sequences.append([first, second]) }
        }
        let borders: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
        for first in UInt8(0xE0)...0xF8 {
            for second in borders {
                for third in borders {
                    sequences.append([first, second, third])
                    for fourth in borders { sequences.append([first, second, third, fourth]) }
                }
            }
        }
        for sequence in sequences {
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            let isAccepted = isSkipped([0x22] + sequence + [0x22])
            if isAccepted != isValid { Issue.record("\(sequence) accepted: \(isAccepted), valid: \(isValid)") }
        }
    }

    /// The scanner takes eight bytes at a time: every byte at every place among them.
    @Test func everyByteAtEveryOffset() {
        for offset in 0..<17 {
            for byte in UInt8.min...0x7F where byte != 0x22 && byte != 0x5C {
                var text = [UInt8](repeating: 0x61, count: 20)
                text[offset] = byte
                if isSkipped([0x22] + text + [0x22]) != (byte >= 0x20) { Issue.record("byte \(byte) at \(offset)") }
            }
        }
    }
}
