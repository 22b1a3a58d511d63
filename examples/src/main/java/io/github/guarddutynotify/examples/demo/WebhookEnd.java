package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.examples.demo.HttpEnd.Answer;
import io.github.guarddutynotify.examples.demo.HttpEnd.Reply;
import io.github.guarddutynotify.examples.demo.HttpEnd.Request;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** A webhook. Its URL is its secret, and the end of that names the tray. */
final class WebhookEnd implements FarEnd {
    private final String file;
    private final String variable;
    private final String path;
    private final HttpEnd end;

    private WebhookEnd(String file, String variable, String path, HttpEnd end) {
        this.file = file;
        this.variable = variable;
        this.path = path;
        this.end = end;
    }

    /** Slack's <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhook</a>. */
    static WebhookEnd slack(Trouble trouble) throws IOException {
        String path = "/services/T00000000/B00000000/";
        Vendor vendor = new Vendor(path, new Answer(200, "text/html", "ok"), WebhookEnd::slackFailure);
        return new WebhookEnd("slack.json", "SLACK_WEBHOOK_URL", path, HttpEnd.start(vendor, trouble));
    }

    private static Answer slackFailure(int status) {
        String word = switch (status) {
            case 400 -> "invalid_payload";
            case 403 -> "invalid_token";
            case 404 -> "no_service";
            case 410 -> "channel_is_archived";
            case 429 -> "rate_limited";
            default -> "rollup_error";
        };
        return new Answer(status, "text/html", word);
    }

    /** Google Chat's <a href="https://developers.google.com/workspace/chat/quickstart/webhooks">webhook</a>. */
    static WebhookEnd googleChat(Trouble trouble) throws IOException {
        String path = "/v1/spaces/DEMO/messages?key=demo&token=";
        Answer thanks = json(200, "{\"name\":\"spaces/DEMO/messages/1.1\",\"space\":{\"name\":\"spaces/DEMO\"}}");
        Vendor vendor = new Vendor(path, thanks, WebhookEnd::googleFailure);
        return new WebhookEnd("gchat.json", "CHAT_WEBHOOK_URL", path, HttpEnd.start(vendor, trouble));
    }

    private static Answer googleFailure(int status) {
        String word = switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            default -> "INTERNAL";
        };
        return json(status, "{\"error\":{\"code\":" + status + ",\"status\":\"" + word + "\"}}");
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json; charset=UTF-8", body);
    }

    private record Vendor(String path, Answer thanks, IntFunction<Answer> failures) implements HttpEnd.Vendor {
        @Override
        public Optional<String> tray(Request request) {
            boolean isHere = request.method().equals("POST") && request.target().startsWith(path);
            return isHere
                    ? Optional.of(request.target().substring(path.length()).replaceFirst("&.*", ""))
                    : Optional.empty();
        }

        @Override
        public Reply reply(Request request) {
            if (tray(request).isEmpty()) {
                return Reply.refusal(failure(404));
            }
            return isObject(request.body()) ? new Reply(thanks, request.body()) : Reply.refusal(failure(400));
        }

        @Override
        public Answer failure(int status) {
            return failures.apply(status);
        }
    }

    private static boolean isObject(String body) {
        try {
            return JsonValue.parse(body).isObject();
        } catch (JsonSyntaxException malformed) {
            return false;
        }
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public Map<String, String> environment(String tray) {
        return Map.of(variable, end.origin() + path + tray);
    }

    @Override
    public Optional<byte[]> take(String tray) {
        return end.take(tray);
    }

    @Override
    public void close() {
        end.close();
    }
}
