using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>Nothing begins to learn from a release that was withdrawn.</summary>
internal sealed class ReleaseRevokedException : IOException
{
    public ReleaseRevokedException(ReleaseView release)
        : this(release.Card.RevokedBecause is { Length: > 0 } why
            ? new Sentence("{0} {1} was withdrawn: {2} Choose a newer release of it, or other examples.", release.Card.Title, release.Version.ToString(), why.TrimEnd('.', ' ') + ".")
            : new Sentence("{0} {1} was withdrawn. Choose a newer release of it, or other examples.", release.Card.Title, release.Version.ToString()))
    {
    }

    private ReleaseRevokedException(Sentence sentence)
        : base(sentence.ToString()) => Sentence = sentence;

    /// <summary>Why not, and what to do, for a page.</summary>
    public Sentence Sentence { get; }
}
