package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;

/** The two languages of Security Hub. */
enum Dialect {
    ASFF("Types"),
    OCSF("finding_info.types");

    private final String typeField;

    Dialect(String typeField) {
        this.typeField = typeField;
    }

    /** Where a record's type stands, as a person would look for it. */
    String typeField() {
        return typeField;
    }

    boolean isOfGuardDuty(JsonValue record) {
        return this == ASFF ? SecurityHubFinding.isOfGuardDuty(record) : OcsfFinding.isOfGuardDuty(record);
    }

    /** The record in the spelling of GuardDuty's own findings. */
    JsonValue document(JsonValue record) {
        return this == ASFF ? SecurityHubFinding.document(record) : OcsfFinding.document(record);
    }
}
