/** What loyalty-service tells of programs and customers, asked when it is needed and not kept. */
@NullMarked
package dev.giveback.feedback.customers;

import org.jspecify.annotations.NullMarked;
