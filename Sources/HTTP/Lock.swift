import CSystem

/// A mutex at an address that never moves.
package final class Lock: @unchecked Sendable {
    fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    package func withLock<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// For C code that locks and unlocks in two calls.
    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
}

/// A lock with a condition to wait for.
package final class Condition: @unchecked Sendable {
    package let lock = Lock()
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        csystem_condition_init(condition)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
    }

    /// Waits for a broadcast or the deadline; the lock is held before and after.
    package func wait(until deadline: Deadline) {
        if deadline.milliseconds == Deadline.never.milliseconds {
            pthread_cond_wait(condition, lock.mutex)
        } else {
            csystem_condition_wait_until(condition, lock.mutex, deadline.milliseconds)
        }
    }

    package func broadcast() {
        pthread_cond_broadcast(condition)
    }
}
