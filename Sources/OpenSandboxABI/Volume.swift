import OpenSandbox

/// Makes a volume without a name, a place or anything behind it. It takes a name, a mount path, and exactly one of a host's path, a claim and a
/// bucket.
///
/// - Returns: A volume to free with osb_volume_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_volume_new")
package func osb_volume_new() -> osb_volume? {
    seal(VolumeBox(Volume()))
}

/// Sets the volume's name, unique among those of a sandbox.
///
/// - Parameter name: 1 to 63 small letters, digits and "-", with a letter or digit at both ends.
/// - Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_volume_set_name")
package func osb_volume_set_name(_ volume: osb_volume?, _ name: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.name = try nonEmptyText(name, "name")
    }
}

/// Sets where the sandbox sees it.
///
/// - Parameter path: Absolute.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_mount_path")
package func osb_volume_set_mount_path(_ volume: osb_volume?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let path = try text(path, "path")
        guard path.utf8.first == UInt8(ascii: "/") else { throw .argument("path", "is not absolute") }
        volume.value.mountPath = path
    }
}

/// Lets the sandbox read it only.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_read_only")
package func osb_volume_set_read_only(_ volume: osb_volume?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.isReadOnly = try truth(on, "on")
    }
}

/// Mounts a folder of what is behind it instead of the whole.
///
/// - Parameter path: Relative, without ".."; NULL for the whole.
/// - Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_volume_set_sub_path")
package func osb_volume_set_sub_path(_ volume: osb_volume?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.subPath = try optionalNonEmptyText(path, "path")
    }
}

/// Puts a path of the server's host behind it. Servers allow few of them.
///
/// - Parameter path: Absolute, on the host.
/// - Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_volume_set_host")
package func osb_volume_set_host(_ volume: osb_volume?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.setHost(try nonEmptyText(path, "path"))
    }
}

/// Puts a volume of the platform behind it: a PersistentVolumeClaim of Kubernetes, or a named volume of Docker. By default it is made where it
/// is missing, and stays when the sandbox goes.
///
/// - Parameter name: The claim's or volume's name, up to 253 bytes.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_claim")
package func osb_volume_set_claim(_ volume: osb_volume?, _ name: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.setClaim(try nonEmptyText(name, "name"))
    }
}

/// Makes the claim where it is missing.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_claim_create")
package func osb_volume_set_claim_create(_ volume: osb_volume?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let on = try truth(on, "on")
        try volume.value.changeClaim { $0.createsIfMissing = on }
    }
}

/// Deletes a claim that was made for the sandbox when the sandbox goes. One that was there before stays.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_claim_delete")
package func osb_volume_set_claim_delete(_ volume: osb_volume?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let on = try truth(on, "on")
        try volume.value.changeClaim { $0.isDeletedWithSandbox = on }
    }
}

/// Sets how a claim is made where it is missing. Docker has no use for it.
///
/// - Parameter storage_class: Kubernetes' StorageClass; NULL for the cluster's default.
/// - Parameter storage: How much, e.g. "1Gi"; NULL for the cluster's default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
/// - Since: 0.1.0
@_cdecl("osb_volume_set_claim_storage")
package func osb_volume_set_claim_storage(_ volume: osb_volume?, _ storage_class: cstring?, _ storage: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let storageClass = try optionalNonEmptyText(storage_class, "storage_class")
        let storage = try optionalNonEmptyText(storage, "storage")
        try volume.value.changeClaim {
            $0.storageClass = storageClass
            $0.storage = storage
        }
    }
}

/// Adds an access mode that a claim is made with where it is missing.
///
/// - Parameter mode: Kubernetes' name, e.g. "ReadWriteOnce".
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
/// - Since: 0.1.0
@_cdecl("osb_volume_add_claim_access_mode")
package func osb_volume_add_claim_access_mode(_ volume: osb_volume?, _ mode: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let mode = try nonEmptyText(mode, "mode")
        try volume.value.changeClaim { $0.addAccessMode(mode) }
    }
}

/// Puts a bucket of Alibaba Cloud's object store behind it, mounted by ossfs.
///
/// - Parameter bucket: Its name, 3 to 63 bytes.
/// - Parameter endpoint: Of the store, e.g. "oss-cn-hangzhou.aliyuncs.com".
/// - Parameter key_id: The access key's id.
/// - Parameter key_secret: The access key's secret; goes to the server as it is.
/// - Errors: OSB_ERR_INVALID_ARGUMENT. The name's length is checked by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_volume_set_bucket")
package func osb_volume_set_bucket(
    _ volume: osb_volume?, _ bucket: cstring?, _ endpoint: cstring?, _ key_id: cstring?, _ key_secret: cstring?
) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        volume.value.setBucket(
            try nonEmptyText(bucket, "bucket"), endpoint: try nonEmptyText(endpoint, "endpoint"),
            keyID: try nonEmptyText(key_id, "key_id"), keySecret: try nonEmptyText(key_secret, "key_secret"))
    }
}

/// Sets ossfs's major version.
///
/// - Parameter version: "1.0" or "2.0", which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet. Other versions are refused by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_volume_set_bucket_version")
package func osb_volume_set_bucket_version(_ volume: osb_volume?, _ version: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let version = try nonEmptyText(version, "version")
        try volume.value.changeBucket { $0.version = version }
    }
}

/// Adds an option of ossfs.
///
/// - Parameter option: As ossfs has it.
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet.
/// - Since: 0.1.0
@_cdecl("osb_volume_add_bucket_option")
package func osb_volume_add_bucket_option(_ volume: osb_volume?, _ option: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let volume = try open(volume, VolumeBox.self)
        let option = try nonEmptyText(option, "option")
        try volume.value.changeBucket { $0.addOption(option) }
    }
}

/// Releases a volume; options that it was added to have a copy.
///
/// - Since: 0.1.0
@_cdecl("osb_volume_free")
package func osb_volume_free(_ volume: osb_volume?) {
    release(volume, VolumeBox.self)
}
