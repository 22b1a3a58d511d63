package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Sees by CommonMark's own parser, and by what Slack's syntax has besides, that nothing but our mark-up is alive. */
final class MarkdownJudge {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();

    /** Mentions, links and HTML of any client, and names of characters. */
    private static final Pattern ALIVE = Pattern.compile("[<>@]|&#?[A-Za-z0-9]+;");

    private static final Pattern EMOJI = Pattern.compile(":[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:", Pattern.CASE_INSENSITIVE);

    /** AWS's consoles and documents, in every partition; and defanged ones, which this parser alone takes for a link. */
    private static final Pattern OURS = Pattern.compile(
            "[A-Za-z0-9+.-]*hxxps?://.*|https://([a-z0-9-]+\\.)*(amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com|amazonaws\\.eu)/.*");

    private MarkdownJudge() {}

    static void judge(String markdown) {
        assertThat(markdown).doesNotContainPattern(ALIVE);
        List<Node> nodes = new ArrayList<>();
        PARSER.parse(markdown).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node node) {
                nodes.add(node);
                super.visitChildren(node);
            }
        });
        for (Node node : nodes) {
            if (node instanceof Link link) {
                assertThat(link.getDestination()).as(markdown).matches(OURS);
            } else if (node instanceof Emphasis emphasis) {
                assertThat(isALine(emphasis))
                        .as("emphasis within a line: %s", markdown)
                        .isTrue();
            } else if (node instanceof Text text && !(node.getParent() instanceof Link)) {
                assertThat(text.getLiteral()).doesNotContainPattern(EMOJI);
            } else {
                assertThat(node)
                        .as(markdown)
                        .isInstanceOfAny(Document.class, Paragraph.class, SoftLineBreak.class, Text.class, Code.class);
            }
        }
    }

    private static boolean isALine(Emphasis emphasis) {
        Node before = emphasis.getPrevious();
        Node after = emphasis.getNext();
        return (before == null || before instanceof SoftLineBreak) && (after == null || after instanceof SoftLineBreak);
    }
}
