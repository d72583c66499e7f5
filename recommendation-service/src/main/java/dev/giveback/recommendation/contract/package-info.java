/** What callers are told: refusals as statuses, and what was recommended in the words of the contract. */
@NullMarked
package dev.giveback.recommendation.contract;

import org.jspecify.annotations.NullMarked;
