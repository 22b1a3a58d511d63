package io.github.guarddutynotify.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTest {
    @Test
    void fillsOnTheSideOfItsAlignment() {
        assertThat(new Column("X", 5, Column.Align.LEFT).cell("ab")).isEqualTo("ab   ");
        assertThat(new Column("X", 5, Column.Align.RIGHT).cell("ab")).isEqualTo("   ab");
    }

    @Test
    void cutsAndSaysSo() {
        assertThat(Column.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Column.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Column.cutInside("event--one.json", 9)).isEqualTo("even…json");
    }

    @Test
    void countsCellsAndNotCharacters() {
        assertThat(new Column("X", 6, Column.Align.LEFT).cell("中文")).isEqualTo("中文  ");
        assertThat(Column.cut("中文中文", 4)).isEqualTo("中…");
        assertThat(Column.cells("e\u0301")).isEqualTo(1);
        assertThat(Column.cutInside("😀😀😀😀😀", 6)).isEqualTo("😀…😀");
    }
}
