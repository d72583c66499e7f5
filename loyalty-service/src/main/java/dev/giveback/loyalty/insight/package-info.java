/**
 * How programs go: figures by day, when points expire, what became of them, who came back.
 *
 * <p>{@link dev.giveback.loyalty.insight.InsightProjection} follows the journal of the customers, counts each event once, and keeps its place in the
 * same transaction. {@link dev.giveback.loyalty.insight.InsightPlace} looks at every start whether the tables add up, and has them counted anew if they
 * do not. {@link dev.giveback.loyalty.insight.FiguresCheck} compares them with the customers' read model, which counts by other code.
 */
@NullMarked
package dev.giveback.loyalty.insight;

import org.jspecify.annotations.NullMarked;
