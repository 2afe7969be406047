/// The C interface: all that the header, the linker script, the description and the bindings are written from.
public struct Interface: Decodable, Equatable, Sendable {
    public var version: Version
    public var conventions: String
    public var handles: [Handle]
    public var enumerations: [Enumeration]
    public var callbacks: [Callback]
    /// In the header's order: section after section.
    public var functions: [Function]

    public init(
        version: Version, conventions: String, handles: [Handle], enumerations: [Enumeration], callbacks: [Callback],
        functions: [Function]
    ) {
        self.version = version
        self.conventions = conventions
        self.handles = handles
        self.enumerations = enumerations
        self.callbacks = callbacks
        self.functions = functions
    }
}

public struct Version: Decodable, Equatable, Sendable {
    public var major: Int32
    public var minor: Int32
    public var patch: Int32

    public init(major: Int32, minor: Int32, patch: Int32) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    public var text: String { "\(major).\(minor).\(patch)" }
}

/// What a comment says of the thing it stands before: its first paragraph, and the others.
public struct Description: Decodable, Equatable, Sendable {
    public var summary: String
    public var details: String?

    public init(summary: String, details: String?) {
        self.summary = summary
        self.details = details
    }
}

/// An opaque type, held by pointer.
public struct Handle: Decodable, Equatable, Sendable {
    public var name: String
    public var description: Description
    /// The function that releases it.
    public var free: String
    public var threads: String
    public var since: String

    public init(name: String, description: Description, free: String, threads: String, since: String) {
        self.name = name
        self.description = description
        self.free = free
        self.threads = threads
        self.since = since
    }
}

public struct Enumeration: Decodable, Equatable, Sendable {
    public struct Constant: Decodable, Equatable, Sendable {
        public var name: String
        public var value: Int32
        /// Nil where the name says it all.
        public var description: Description?
        /// Whether the source sets it apart from the one before.
        public var startsGroup: Bool

        public init(name: String, value: Int32, description: Description?, startsGroup: Bool) {
            self.name = name
            self.value = value
            self.description = description
            self.startsGroup = startsGroup
        }
    }

    public var name: String
    /// What all its constants' names begin with.
    public var prefix: String
    public var description: Description
    public var constants: [Constant]

    public init(name: String, prefix: String, description: Description, constants: [Constant]) {
        self.name = name
        self.prefix = prefix
        self.description = description
        self.constants = constants
    }
}

/// A function that the host writes and the library calls.
public struct Callback: Decodable, Equatable, Sendable {
    public var name: String
    public var description: Description
    public var parameters: [Parameter]
    public var result: Result

    public init(name: String, description: Description, parameters: [Parameter], result: Result) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.result = result
    }
}

public struct Function: Decodable, Equatable, Sendable {
    /// One cause of failure, or several with one explanation.
    public struct Failure: Decodable, Equatable, Sendable {
        public var statuses: [String]
        public var text: String

        public init(statuses: [String], text: String) {
            self.statuses = statuses
            self.text = text
        }
    }

    public var name: String
    public var section: String
    public var description: Description
    public var parameters: [Parameter]
    public var result: Result
    /// Whether the result tells success from failure. (A getter may return a status too: as its answer.)
    public var canFail: Bool
    public var failures: [Failure]
    public var threads: String
    public var since: String
    /// Where a fact of the protocol stated here was learned.
    public var source: String?

    public init(
        name: String, section: String, description: Description, parameters: [Parameter], result: Result, canFail: Bool,
        failures: [Failure], threads: String, since: String, source: String?
    ) {
        self.name = name
        self.section = section
        self.description = description
        self.parameters = parameters
        self.result = result
        self.canFail = canFail
        self.failures = failures
        self.threads = threads
        self.since = since
        self.source = source
    }
}

public struct Parameter: Decodable, Equatable, Sendable {
    public enum Direction: String, Decodable, Sendable {
        case input = "in"
        case output = "out"
    }

    public var name: String
    public var type: CType
    public var direction: Direction
    public var ownership: Ownership?
    public var isNullable: Bool
    /// The parameter with the number of bytes; of an output of several things, the one that receives how many there are.
    public var length: String?
    /// For an output of several things: the parameter that says how many there is room for.
    public var capacity: String?
    public var text: String?

    public init(
        name: String, type: CType, direction: Direction, ownership: Ownership?, isNullable: Bool, length: String?,
        capacity: String? = nil, text: String?
    ) {
        self.name = name
        self.type = type
        self.direction = direction
        self.ownership = ownership
        self.isNullable = isNullable
        self.length = length
        self.capacity = capacity
        self.text = text
    }
}

public struct Result: Decodable, Equatable, Sendable {
    public var type: CType
    public var ownership: Ownership?
    /// The output parameter with the number of bytes.
    public var length: String?
    public var text: String?

    public init(type: CType, ownership: Ownership?, length: String?, text: String?) {
        self.type = type
        self.ownership = ownership
        self.length = length
        self.text = text
    }
}

/// Who has to keep a thing alive, and until when.
public enum Ownership: String, Decodable, CaseIterable, Sendable {
    case borrowed, copied, consumed, owned

    public var meaning: String {
        switch self {
        case .borrowed:
            "The giver keeps it. What the library lends is valid until its owner is freed, in a callback until that returns."
        case .copied:
            "The library takes what it needs during the call."
        case .consumed:
            "The library has it from now on: a handle that is freed, or a callback kept until its release function is called."
        case .owned:
            "The caller has it from now on, and frees it."
        }
    }
}

/// A type as C spells it, and what it stands for. An output parameter is described by what it receives: only the spelling has
/// the additional star.
public struct CType: Decodable, Equatable, Sendable {
    public enum Kind: String, Decodable, Sendable {
        case void, int, int32, int64, uint64, size, double
        /// NUL-terminated UTF-8.
        case text
        /// Bytes with their number beside them.
        case bytes
        /// Several of `text`, with their number beside them.
        case texts
        /// The host's own pointer, which the library only hands on.
        case pointer
        case handle, enumeration, callback
    }

    public var kind: Kind
    /// The name of the handle, enumeration or callback.
    public var name: String?
    public var spelling: String

    public init(kind: Kind, name: String? = nil, spelling: String) {
        self.kind = kind
        self.name = name
        self.spelling = spelling
    }

    /// The spelling before a name: `char *` needs no space, `int` does.
    public func declaring(_ name: String) -> String {
        spelling.hasSuffix("*") ? spelling + name : "\(spelling) \(name)"
    }
}
