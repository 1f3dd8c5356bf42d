package org.plumbline.falsifier.game;

import org.plumbline.falsifier.feature.FeatureSource;

/**
 * How an attack plays.
 *
 * @param source takes images to pieces for the first player
 * @param step τ, see {@link Rules}; infinite for manipulations to the ends of the domain
 * @param limit greatest distance that the players may reach; infinite for none
 * @param tree how plays are chosen
 */
public record GameOptions(
    FeatureSource source,
    double step,
    Channels channels,
    double limit,
    Players players,
    TreeOptions tree) {}
