namespace OpenLedger.Training.Verdicts;

/// <summary>What can be done next.</summary>
public enum RemedyKind
{
    /// <summary>Let it go on: nothing is to be done.</summary>
    Wait,

    /// <summary>Talk with it and take it away.</summary>
    UseIt,

    /// <summary>Stop it: more steps make it worse, and the best state is kept.</summary>
    StopAndKeepBest,

    /// <summary>Train again with this learning rate, which is smaller.</summary>
    LowerLearningRate,

    /// <summary>Train again with this learning rate, which is bigger.</summary>
    RaiseLearningRate,

    /// <summary>Train again with this many epochs, which is more.</summary>
    MoreEpochs,

    /// <summary>Train again with this many epochs, which is fewer.</summary>
    FewerEpochs,

    /// <summary>Train again with this share of rehearsal, which is more.</summary>
    MoreRehearsal,

    /// <summary>Train again with this rank, which is more.</summary>
    HigherRank,

    /// <summary>More and more varied examples.</summary>
    MoreExamples,
}

/// <summary>A next step with its figure; the figure is null where it has none or what it starts from is not known.</summary>
public readonly record struct Remedy(RemedyKind Kind, double? Value = null);
