/**
 * JSON in and out for the other packages: a read-only value that is addressed by pointer, and a writer for plain Java
 * values. A leaf: it knows nothing of findings, channels or settings, and no Jackson type shows in a signature.
 */
@NullMarked
package io.github.guarddutynotify.json;

import org.jspecify.annotations.NullMarked;
