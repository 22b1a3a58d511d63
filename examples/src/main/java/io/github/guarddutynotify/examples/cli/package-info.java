/**
 * The command line, one class a command. It stands outside the library's flow and says on a terminal what the library's
 * parts do.
 */
@NullMarked
package io.github.guarddutynotify.examples.cli;

import org.jspecify.annotations.NullMarked;
