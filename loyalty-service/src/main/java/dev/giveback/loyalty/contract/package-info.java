/** What every call of the contract shares: the content of a request as a number, and a refusal as a status. */
@NullMarked
package dev.giveback.loyalty.contract;

import org.jspecify.annotations.NullMarked;
