/// Metadata are labels as Kubernetes has them, and what begins with `opensandbox.io/` is the server's own (opensandbox-server 1.1.1).
func checkLabels(_ metadata: Pairs, field: String) throws(Failure) {
    for label in metadata.all {
        try checkLabelKey(label.name, field: field)
        guard label.value.isEmpty || isLabelName(Substring(label.value).utf8) else {
            throw .field(field + "." + label.name, "has a value that is no label: 63 letters, digits, \"-\", \"_\" and \".\" at the most")
        }
    }
}

func checkLabelKey(_ key: String, field: String) throws(Failure) {
    guard !key.utf8.starts(with: "opensandbox.io/".utf8) else { throw .field(field + "." + key, "begins with what is the server's own") }
    let bytes = Substring(key).utf8
    var name = bytes
    if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
        name = bytes[bytes.index(after: slash)...]
        guard isDomainName(bytes[..<slash]) else { throw .field(field + "." + key, "has a prefix that is no domain name") }
    }
    guard isLabelName(name) else {
        throw .field(field + "." + key, "is no label's name: 63 letters, digits, \"-\", \"_\" and \".\" at the most")
    }
}

private func isLabelName(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, let last = text.last, text.count <= 63, first.isAlphanumeric, last.isAlphanumeric else { return false }
    for byte in text where !byte.isAlphanumeric && !"-_.".utf8.contains(byte) { return false }
    return true
}

private func isDomainName(_ text: Substring.UTF8View) -> Bool {
    guard text.count <= 253 else { return false }
    for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) where !isDNSLabel(part) { return false }
    return true
}

/// A DNS label (RFC 1123), in lower case as Kubernetes wants it: a part of a domain name, or a volume's name.
func isDNSLabel(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, let last = text.last, text.count <= 63, first.isLowerAlphanumeric, last.isLowerAlphanumeric else { return false }
    for byte in text where !byte.isLowerAlphanumeric && byte != UInt8(ascii: "-") { return false }
    return true
}

extension UInt8 {
    fileprivate var isLowerAlphanumeric: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    fileprivate var isAlphanumeric: Bool { isLowerAlphanumeric || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
