package dev.giveback.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.console.Table.Column;
import org.junit.jupiter.api.Test;

final class TableTest {
    private final Table table = new Table(Column.text("name"), Column.number("points"));

    @Test
    void textStandsLeftAndNumbersStandRight() {
        table.row("bronze", "5");
        table.row("a", "1,000,000");

        assertThat(table.lines()).containsExactly("  name       points", "  bronze          5", "  a       1,000,000");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> table.row("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells: 1 (expected: 2)");
    }

    @Test
    void moneyBelowOnePoundKeepsItsSign() {
        assertThat(Numbers.money(-5)).isEqualTo("-0.05");
        assertThat(Numbers.money(33_455_03)).isEqualTo("33,455.03");
    }
}
