package io.github.guarddutynotify.examples.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a place can't be written to, in words. */
final class Unwritable {
    private Unwritable() {}

    static String reason(IOException unusable) {
        if (unusable instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (unusable instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (unusable instanceof AccessDeniedException) {
            return "writing there is not permitted";
        }
        String reason = unusable instanceof FileSystemException place ? place.getReason() : null;
        return String.valueOf(reason == null ? unusable.getMessage() : reason);
    }
}
