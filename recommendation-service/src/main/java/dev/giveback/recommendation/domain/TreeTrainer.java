package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.Optional;

/** Learns trees that put what was bought before what was not. Slow; called in the background. */
public interface TreeTrainer {
    /** A trainer that learns nothing, so that the blend stays. */
    TreeTrainer NONE = lessons -> Optional.empty();

    /**
     * Trees from those lessons, or none when they cannot be had on this machine.
     *
     * @param lessons at least one, all with the same columns
     */
    Optional<Trees> train(List<Lesson> lessons);
}
