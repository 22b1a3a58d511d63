package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.code;
import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.Topic.ACTOR;
import static io.github.guarddutynotify.notification.Topic.HAPPENED;

import io.github.guarddutynotify.notification.FactTable.Block;
import java.util.ArrayList;
import java.util.List;

/** What is told of an action: {@code service.action}. */
final class ActionRows {
    private static final String ACTION = "service.action.";

    /** A scan names dozens; which of them is open matters. */
    private static final int MAX_PORTS = 30;

    static final List<Block> BLOCKS = List.of(
            Block.of("service.action", text(HAPPENED, "Action", "{~actionType}")),
            Block.of(
                            ACTION + "awsApiCallAction",
                            text(HAPPENED, "AWS API call", "api", "serviceName"),
                            text(HAPPENED, "Error code", "errorCode"),
                            text(HAPPENED, "Resources of the call", "affectedResources.*"),
                            text(ACTOR, "Caller", "callerType"),
                            text(ACTOR, "Caller's domain", "domainDetails.domain"),
                            text(
                                    ACTOR,
                                    "Caller's account",
                                    "remoteAccountDetails.accountId",
                                    "remoteAccountDetails.affiliated ? one of yours : none of yours"),
                            text(ACTOR, "User agent", "userAgent"))
                    .with(remote("")),
            Block.of(
                            ACTION + "networkConnectionAction",
                            text(HAPPENED, "Connection", "{~connectionDirection}", "protocol"),
                            text(HAPPENED, "Blocked", "blocked ? yes : no, it went through"),
                            text(HAPPENED, "Local port", "localPortDetails.port", "localPortDetails.portName"),
                            text(HAPPENED, "Remote port", "remotePortDetails.port", "remotePortDetails.portName"),
                            text(
                                    HAPPENED,
                                    "Local address",
                                    "localIpDetails.ipAddressV4",
                                    "localIpDetails.ipAddressV6",
                                    "localNetworkInterface"))
                    .with(remote("")),
            Block.of(
                            ACTION + "portProbeAction",
                            text(HAPPENED, "Probed ports", "localPortDetails.port", "localPortDetails.portName")
                                    .in("portProbeDetails")
                                    .upTo(MAX_PORTS),
                            text(HAPPENED, "Probed address", "localIpDetails.ipAddressV4", "localIpDetails.ipAddressV6")
                                    .in("portProbeDetails"),
                            text(HAPPENED, "Blocked", "blocked ? yes : no, it went through"))
                    .with(remote("portProbeDetails")),
            Block.of(
                    ACTION + "dnsRequestAction",
                    text(HAPPENED, "Domain requested", "domain", "protocol", "{domainWithSuffix} in short"),
                    text(HAPPENED, "Blocked", "blocked ? yes : no, it was answered"),
                    text(HAPPENED, "Owner of the VPC", "account {vpcOwnerAccountId}")),
            Block.of(
                            ACTION + "kubernetesApiCallAction",
                            text(
                                    HAPPENED,
                                    "Kubernetes API call",
                                    "verb",
                                    "resource",
                                    "subresource",
                                    "{resourceName}",
                                    "namespace {namespace}"),
                            code(HAPPENED, "Request URI", "requestUri"),
                            text(HAPPENED, "Answer", "HTTP {statusCode}", "protocol"),
                            code(HAPPENED, "Parameters", "parameters"),
                            text(ACTOR, "Source addresses", "sourceIPs"),
                            text(ACTOR, "User agent", "userAgent"))
                    .with(remote("")),
            Block.of(
                    ACTION + "kubernetesPermissionCheckedDetails",
                    text(
                            HAPPENED,
                            "Permission checked",
                            "verb",
                            "resource",
                            "namespace {namespace}",
                            "allowed ? allowed : not allowed")),
            Block.of(
                    ACTION + "kubernetesRoleBindingDetails",
                    text(HAPPENED, "Role binding", "name", "kind", "to {roleRefName}", "roleRefKind", "uid {uid}")),
            Block.of(ACTION + "kubernetesRoleDetails", text(HAPPENED, "Kubernetes role", "name", "kind", "uid {uid}")),
            Block.of(
                            ACTION + "rdsLoginAttemptAction",
                            text(
                                            HAPPENED,
                                            "Login attempts",
                                            "user",
                                            "application",
                                            "{failedLoginAttempts} failed",
                                            "{successfulLoginAttempts} successful")
                                    .in("LoginAttributes"))
                    .with(remote("")));

    private ActionRows() {}

    /** Several actions tell of the other end alike. */
    private static List<FactRow> remote(String base) {
        List<FactRow> rows = List.of(
                text(
                        ACTOR,
                        "Remote address",
                        "remoteIpDetails.ipAddressV4",
                        "remoteIpDetails.ipAddressV6",
                        "remoteIpDetails.city.cityName",
                        "remoteIpDetails.country.countryName",
                        "remoteIpDetails.country.countryCode"),
                text(
                        ACTOR,
                        "Network",
                        "remoteIpDetails.organization.asnOrg",
                        "AS{remoteIpDetails.organization.asn}",
                        "remoteIpDetails.organization.org",
                        "remoteIpDetails.organization.isp"));
        List<FactRow> based = new ArrayList<>(rows);
        if (!base.isEmpty()) {
            based.replaceAll(row -> row.in(base));
        }
        return List.copyOf(based);
    }
}
