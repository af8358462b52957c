namespace OpenLedger.Studio.Shell;

/// <summary>Something deep inside refuses to go on, for a reason that the person who asked is told in their own language, with what to do instead.</summary>
internal sealed class RefusedException(Sentence sentence) : IOException(sentence.ToString())
{
    /// <summary>Why not, and what to do.</summary>
    public Sentence Sentence { get; } = sentence;
}
