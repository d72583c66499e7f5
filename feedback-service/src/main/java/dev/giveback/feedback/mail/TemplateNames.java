package dev.giveback.feedback.mail;

import com.samskivert.mustache.Mustache;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a template holds. */
final class TemplateNames implements Mustache.Visitor {
    private final Set<Placeholder> shown = EnumSet.noneOf(Placeholder.class);
    private final Set<Placeholder> asked = EnumSet.noneOf(Placeholder.class);
    private final Set<String> unknown = new TreeSet<>();
    private boolean isOfOthers;
    private boolean isOpen;

    private TemplateNames() {}

    /** Those of a text. @throws com.samskivert.mustache.MustacheException when it is no template */
    static TemplateNames of(String text) {
        TemplateNames names = new TemplateNames();
        Templates.TEXT.compile(text).visit(names);
        return names;
    }

    boolean shows(Placeholder placeholder) {
        return shown.contains(placeholder);
    }

    Optional<String> fault(boolean isInvitation) {
        if (isOfOthers) {
            return Optional.of("must not include other templates");
        }
        if (isOpen) {
            return Optional.of("must close every {{ that it opens");
        }
        if (!unknown.isEmpty()) {
            return Optional.of("must hold known names only; there is no "
                    + unknown.iterator().next());
        }
        Set<Placeholder> all = EnumSet.copyOf(shown);
        all.addAll(asked);
        return all.stream()
                .filter(name -> isInvitation ? !name.isOfInvitations() : !name.isOfMessages())
                .findFirst()
                .map(name -> "must not hold " + name.text() + ", which "
                        + (isInvitation ? "an invitation" : "a message") + " does not have");
    }

    private void note(String name, Set<Placeholder> to) {
        Placeholder.find(name).ifPresentOrElse(to::add, () -> unknown.add(name));
    }

    @Override
    public void visitText(String text) {
        // What is never closed counts as text for the engine, and customers would read it.
        isOpen |= text.contains("{{");
    }

    @Override
    public void visitVariable(String name) {
        note(name, shown);
    }

    @Override
    public boolean visitSection(String name) {
        note(name, asked);
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        note(name, asked);
        return true;
    }

    @Override
    public boolean visitInclude(String name) {
        isOfOthers = true;
        return false;
    }

    @Override
    public boolean visitParent(String name) {
        isOfOthers = true;
        return false;
    }

    @Override
    public boolean visitBlock(String name) {
        isOfOthers = true;
        return false;
    }
}
