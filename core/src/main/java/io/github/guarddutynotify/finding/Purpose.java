package io.github.guarddutynotify.finding;

import java.util.Map;

/**
 * GuardDuty's threat purposes in plain words. A purpose that is not in the table, because AWS added it since, is told by
 * its own name taken apart.
 */
final class Purpose {
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("AttackSequence", "Attack sequence"),
            Map.entry("Backdoor", "Command and control"),
            Map.entry("Behavior", "Unusual behavior"),
            Map.entry("CredentialAccess", "Credential access"),
            Map.entry("CryptoCurrency", "Cryptocurrency mining"),
            Map.entry("DefenseEvasion", "Defense evasion"),
            Map.entry("DefenseImpairment", "Defense impairment"),
            Map.entry("Discovery", "Discovery"),
            Map.entry("Execution", "Malicious execution"),
            Map.entry("Exfiltration", "Data exfiltration"),
            Map.entry("Impact", "Impact"),
            Map.entry("InitialAccess", "Initial access"),
            Map.entry("LateralMovement", "Lateral movement"),
            Map.entry("MalwareProtection", "Malware protection"),
            Map.entry("Object", "Malicious object"),
            Map.entry("PenTest", "Penetration testing"),
            Map.entry("Persistence", "Persistence"),
            Map.entry("Policy", "Policy violation"),
            Map.entry("PrivilegeEscalation", "Privilege escalation"),
            Map.entry("Recon", "Reconnaissance"),
            Map.entry("ResourceConsumption", "Resource consumption"),
            Map.entry("ResourceDevelopment", "Resource development"),
            Map.entry("RuntimeProtection", "Runtime protection"),
            Map.entry("S3Object", "Malicious object"),
            Map.entry("Stealth", "Stealth"),
            Map.entry("Trojan", "Trojan"),
            Map.entry("UnauthorizedAccess", "Unauthorized access"));

    private Purpose() {}

    static boolean isKnown(String purpose) {
        return CATEGORIES.containsKey(purpose);
    }

    static String category(String purpose) {
        String known = CATEGORIES.get(purpose);
        return known == null ? words(purpose) : known;
    }

    /** QuantumTheft becomes Quantum theft. */
    private static String words(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean beginsWord = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
            words.append(beginsWord ? " " + Character.toLowerCase(c) : String.valueOf(c));
        }
        return words.toString();
    }
}
