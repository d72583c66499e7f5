package dev.giveback.testkit;

/** Master keys for tests: always the same, so that a service can be started again on the same database. */
public final class TestMasterKeys {
    /** Where a service is given them. */
    public static final String SETTING = "giveback.loyalty.privacy.master-keys.keyset";

    /** A keyset of one key. */
    public static final String KEYSET = """
            {"primaryKeyId":1,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",
            "value":"GiAAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw==","keyMaterialType":"SYMMETRIC"},
            "status":"ENABLED","keyId":1,"outputPrefixType":"TINK"}]}""";

    private TestMasterKeys() {}
}
