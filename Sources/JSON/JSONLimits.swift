/// What a text may make its reader spend. Its length is bounded by whoever holds it.
package struct JSONLimits {
    /// Arrays and objects within each other; bounds the stack, in reading as in releasing what was read.
    package var depth: Int

    /// Values in a document, members and elements counted one by one: a value takes twelve times the memory of the
    /// two bytes that may spell it.
    package var values: Int

    package init(depth: Int = 64, values: Int = 1_000_000) {
        self.depth = depth
        self.values = values
    }
}
