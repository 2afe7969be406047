/// A number: exact where 64 bits hold it, else the nearest double.
package enum JSONNumber {
    case integer(Int64)
    /// Above `Int64.max` only.
    case unsigned(UInt64)
    case double(Double)
}
