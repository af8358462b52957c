namespace OpenLedger.Studio.Features.Runs;

/// <summary>The sentences and buttons of <see cref="RunWarnings"/>: keys of this feature's words.</summary>
internal static class RunWarningTexts
{
    public const string Value = "{0}";
    public const string NoData = "Nothing is chosen to learn from. Choose a set of examples, or bring one.";
    public const string ToData = "To the data";
    public const string SetProblem = "“{0}” cannot be used: {1}";
    public const string LeaveOut = "Leave out “{0}”";
    public const string Empty = "There is no example in what you chose. Add some first.";
    public const string AllAnswersCut = "All answers are cut off: every example is longer than {0} tokens before its answer begins, so there is nothing to learn.";
    public const string AllAnswersBeyond = "All answers lie beyond what this model can read ({0} tokens), so there is nothing to learn. Shorten the questions, or take a model that reads more.";
    public const string NothingToLearn = "There is nothing to learn: no example holds an answer. Check the data.";
    public const string SomeTeachNothing = "{0} of {1} examples hold no answer that can be learned; they are left out.";
    public const string TooLong = "{0} of {1} examples are longer than {2} tokens and lose their end.";
    public const string TooLongForModel = "{0} of {1} examples are longer than this model reads ({2} tokens) and lose their end.";
    public const string NothingCut = "Every example fits completely.";
    public const string ReadLonger = "Read up to {0} tokens";
    public const string BatchTooLarge = "One step would take {0} examples at once, but there are only {1}: it would learn in a single stride each time through.";
    public const string SmallerSteps = "{0} at once";
    public const string FewSteps = "Only {0} steps: that is hardly enough to change anything.";
    public const string MoreTraining = "{0} times through";
    public const string TooMuchMemory = "It needs {0} of memory, and {1} is free. In smaller pieces it learns the same and fits.";
    public const string TooMuchMemoryAnyway = "It needs {0} of memory, and {1} is free. Close other programs, read shorter texts, or take a smaller model.";
    public const string SmallerPieces = "{0} at once, {1} pieces a step";
    public const string LookAgain = "Look again";
    public const string FitsBarely = "It fits, but only {0} of memory would be left for everything else.";
    public const string DiskFull = "It writes up to {0}, and {1} of disk space is free. Make room first.";
    public const string ToStorage = "What takes space";
    public const string NothingHeldOut = "Nothing will tell whether it has learned your examples: there are no questions about them, and none of them is kept aside to measure on.";
    public const string HoldOut = "Keep {0} of {1} aside";
    public const string TooFewToHoldOut = "Nothing will tell whether it has learned your examples: {0} are too few to keep one aside and measure on it. Add some.";
    public const string RateTooHigh = "At a learning rate of {0} this model usually breaks instead of learning.";
    public const string RateTooLow = "At a learning rate of {0} this model hardly learns anything.";
    public const string SetRate = "Set it to {0}";
    public const string NoRehearsal = "Nothing keeps it from forgetting what it knew: this model brings no general examples. You can choose a set for that, or have the model write one.";
    public const string RehearsalOff = "Nothing keeps it from forgetting what it knew.";
    public const string Rehearse = "Mix in general examples";
}
