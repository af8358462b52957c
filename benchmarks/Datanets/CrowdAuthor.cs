namespace OpenLedger.Benchmarks.Datanets;

/// <summary>The kinds of contributors.</summary>
internal enum CrowdKind
{
    Skilled,
    Newcomer,

    /// <summary>Means well and takes little care.</summary>
    Lazy,

    /// <summary>One account that sends templates, some of them plausible.</summary>
    Spammer,

    /// <summary>One account that sends fluent text of a language model without content.</summary>
    ModelSpammer,

    /// <summary>One of many accounts of one spammer.</summary>
    Sybil,

    /// <summary>One of several accounts that are good at first, review for each other, and turn.</summary>
    Ring,

    /// <summary>Good for 25 days, then poison among good entries.</summary>
    Sleeper,
}

/// <summary>A contributor: what they want to bring, and how good it is.</summary>
internal sealed class CrowdAuthor(string id, CrowdKind kind, int joins)
{
    private const int RingTurns = 12;
    private const int SleeperTurns = 25;

    public string Id { get; } = id;

    public CrowdKind Kind { get; } = kind;

    /// <summary>The day on which they come.</summary>
    public int Joins { get; } = joins;

    public bool IsHonest => Kind is CrowdKind.Skilled or CrowdKind.Newcomer or CrowdKind.Lazy;

    public bool IsSpam => Kind is CrowdKind.Spammer or CrowdKind.ModelSpammer or CrowdKind.Sybil;

    /// <summary>The share of the qualification's items that they would judge right.</summary>
    public double QualificationAccuracy => IsSpam ? 0 : Kind == CrowdKind.Lazy ? 0.70 : 0.90;

    public double WantsOn(int day) => day < Joins ? 0 : Kind switch
    {
        CrowdKind.Skilled => 10,
        CrowdKind.Newcomer => 5,
        CrowdKind.Lazy => 4,
        CrowdKind.Spammer or CrowdKind.ModelSpammer => 50,
        CrowdKind.Sybil => 200,
        CrowdKind.Ring => day < RingTurns ? 10 : 60,
        _ => 10,
    };

    /// <summary>Writes an entry. An honest author has had the preflight's advice already.</summary>
    public CrowdEntry Write(string entryId, int day, CrowdSettings settings, Random chance)
    {
        var (good, fixable, poor) = Kind switch
        {
            CrowdKind.Skilled => (0.92, 0.05, 0.03),
            CrowdKind.Newcomer => (0.80, 0.14, 0.06),
            CrowdKind.Lazy => (0.50, 0.25, 0.25),
            CrowdKind.Ring => day < RingTurns ? (0.90, 0.06, 0.04) : (0.08, 0, 0),
            CrowdKind.Sleeper => day < SleeperTurns ? (0.90, 0.06, 0.04) : (0.65, 0.05, 0),
            _ => (0.0, 0, 0),
        };
        var draw = chance.NextDouble();
        var quality = draw < good ? CrowdQuality.Good
            : draw < good + fixable ? CrowdQuality.Fixable
            : draw < good + fixable + poor ? CrowdQuality.Poor
            : CrowdQuality.Junk;
        var plausible = Kind is CrowdKind.Spammer or CrowdKind.Sybil ? chance.NextDouble() < settings.PlausibleShare : true;
        return new CrowdEntry(entryId, this, quality, plausible);
    }
}
