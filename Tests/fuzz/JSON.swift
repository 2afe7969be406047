import JSON

/// Any bytes: reading and passing over agree, and what is written reads back as the same.
func fuzzJSON(_ bytes: UnsafeBufferPointer<UInt8>) {
    var wasPassedOver = false
    var reader = JSONReader(bytes)
    do throws(JSONError) {
        try reader.skip()
        try reader.end()
        wasPassedOver = true
    } catch { check(error.offset >= 0 && error.offset <= bytes.count, "an error at byte \(error.offset) of \(bytes.count)") }

    do throws(JSONError) {
        let value = try JSONValue.parse(bytes)
        check(wasPassedOver, "it is read but not passed over")
        let written = value.written
        do throws(JSONError) {
            check(try JSONValue.parse(written).written == written, "written once and again, it differs: \(String(decoding: written, as: UTF8.self))")
        } catch { check(false, "what was written cannot be read: \(error.text)") }
    } catch {
        check(error.offset >= 0 && error.offset <= bytes.count, "an error at byte \(error.offset) of \(bytes.count)")
        switch error.reason {
        // What nobody keeps may be as large and as many as it likes.
        case .numberOutOfRange, .numberTooLong, .tooManyValues: break
        default: check(!wasPassedOver, "it is passed over but not read: \(error.text)")
        }
    }
}

extension JSONValue {
    var written: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }
}
