import OpenSandbox

/// Makes file options with the defaults: the daemon's own user, no mode, owner or group told, the whole file, verified, resumed.
///
/// - Returns: Options to free with osb_file_options_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_file_options_new")
package func osb_file_options_new() -> osb_file_options? {
    seal(FileOptionsBox(FileOptions()))
}

/// Sets the permission bits of what is written, made or changed. Without them a new file gets the daemon's default (755) and one that is
/// written anew keeps its own.
///
/// - Parameter mode: 1 to 07777, e.g. 0644; -1 for none, which is the default. The daemon takes 0 for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: execd at 3bb6fad3 (utils.go); on the wire it is a decimal number with the octal digits.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_mode")
package func osb_file_options_set_mode(_ options: osb_file_options?, _ mode: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        guard mode == -1 || (1...0o7777).contains(mode) else { throw .argument("mode", "is not between 1 and 07777") }
        options.value.mode = mode == -1 ? nil : UInt16(clamping: mode)
    }
}

/// Sets the user who shall own what is written, made or changed.
///
/// - Parameter owner: A name that the sandbox knows; NULL for none, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_owner")
package func osb_file_options_set_owner(_ options: osb_file_options?, _ owner: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.owner = try optionalNonEmptyText(owner, "owner")
    }
}

/// Sets the group of what is written, made or changed.
///
/// - Parameter group: A name that the sandbox knows; NULL for none, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_group")
package func osb_file_options_set_group(_ options: osb_file_options?, _ group: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.group = try optionalNonEmptyText(group, "group")
    }
}

/// Has the daemon touch the files as a user of the sandbox, with no more than that user's rights. A daemon that cannot answers
/// OSB_ERR_UNSUPPORTED to the calls that ask for it.
///
/// - Parameter uid: 0 to 4294967294; -1, with a gid of -1, for the daemon's own user, which is the default.
/// - Parameter gid: 0 to 4294967294, or -1.
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also for one without the other.
/// - Source: the routes below /v1/filesystem/UID/GID of newer daemons, read from the official Python client 1.1.1.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_identity")
package func osb_file_options_set_identity(_ options: osb_file_options?, _ uid: Int64, _ gid: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        let user = try fileIdentity(uid, "uid"), group = try fileIdentity(gid, "gid")
        switch (user, group) {
        case (let user?, let group?): options.value.identity = FileIdentity(user: user, group: group)
        case (nil, nil): options.value.identity = nil
        case (nil, _): throw .argument("uid", "is missing")
        case (_, nil): throw .argument("gid", "is missing")
        }
    }
}

/// The last number stands for nobody.
private func fileIdentity(_ number: Int64, _ name: StaticString) throws(Failure) -> UInt32? {
    guard number < Int64(UInt32.max) else { throw .argument(name, "is not between -1 and 4294967294") }
    return try identity(number, name)
}

/// Has a read or download take a part of the file. What lies beyond the file's end is not there: fewer bytes come, or none.
///
/// - Parameter offset: Where it begins, up to 2^63-1.
/// - Parameter length: How many bytes; -1 for all to the end.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_range")
package func osb_file_options_set_range(_ options: osb_file_options?, _ offset: UInt64, _ length: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.range = FileRange(offset: try fileOffset(offset), length: try optionalCount(length, "length"))
    }
}

/// The files' own limit.
func fileOffset(_ offset: UInt64) throws(Failure) -> Int64 {
    guard let offset = Int64(exactly: offset) else { throw .argument("offset", "is larger than any file") }
    return offset
}

/// Has an upload ask afterwards how large the file is, and fail with OSB_ERR_INCOMPLETE if that is not what was sent.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_verify")
package func osb_file_options_set_verify(_ options: osb_file_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.verifies = try truth(on, "on")
    }
}

/// Has a download go on after its connection was cut, from where it was, if the file is still the same: size and time of change are
/// compared, before going on and at the end. Where they leave it open, as for a file that was written in the very second in which the download
/// began, a download to a path begins anew, and one to a descriptor or a callback fails. A read into memory always begins anew.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_resume")
package func osb_file_options_set_resume(_ options: osb_file_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.resumes = try truth(on, "on")
    }
}

/// Has a download to a path give the file the permissions it has in the sandbox (never set-user-ID and the like), and an upload from a path
/// the ones it has on the host. For a symbolic link in the sandbox, whose target's mode the daemon does not tell, it does nothing.
///
/// - Parameter on: 1, or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_keep_mode")
package func osb_file_options_set_keep_mode(_ options: osb_file_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        options.value.keepsMode = try truth(on, "on")
    }
}

/// Sets how many bytes a read may take into memory: 64 MiB by default. More is OSB_ERR_TOO_LARGE; a download has no limit.
///
/// - Parameter bytes: 0 to 1 TiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_file_options_set_read_limit")
package func osb_file_options_set_read_limit(_ options: osb_file_options?, _ bytes: UInt) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        guard let limit = Int(exactly: bytes), Int64(limit) <= 1 << 40 else { throw .argument("bytes", "is more than 1 TiB") }
        options.value.readLimit = limit
    }
}

/// Sets who hears how far a transfer has come, on the thread that made the call.
///
/// - Parameter fn: NULL for nobody, which is the default.
/// - Errors: OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_file_options_on_progress")
package func osb_file_options_on_progress(
    _ options: osb_file_options?, _ fn: osb_progress_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, FileOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: ProgressHandler? = fn.map { fn in { done, total in fn(done, total, userData.pointer) } }
        options.update { $0.onProgress = handler }
    }
}

/// Releases options.
///
/// - Since: 0.1.0
@_cdecl("osb_file_options_free")
package func osb_file_options_free(_ options: osb_file_options?) {
    release(options, FileOptionsBox.self)
}
