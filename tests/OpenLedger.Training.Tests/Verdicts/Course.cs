using OpenLedger.Training.Verdicts;

namespace OpenLedger.Training.Tests.Verdicts;

/// <summary>What the losses of a made-up run do without jitter, over the time from 0 to 1; 1 is where they begin.</summary>
internal sealed record Course(Func<double, double> Training, Func<double, double> HeldOut, double? Turn = null)
{
    public static Course Of(VerdictKind kind, Dice chance) => kind switch
    {
        VerdictKind.Overfitting => Overfitting(chance),
        VerdictKind.Diverging => Diverging(chance),
        VerdictKind.Plateau => Both(Plateau(chance)),
        VerdictKind.NothingLearned => Both(Flat(chance)),
        _ => Both(Learning(chance)),
    };

    private static Course Both(Func<double, double> course) => new(course, course);

    private static Func<double, double> Learning(Dice chance)
    {
        var warmUp = chance.Happens(0.5) ? chance.Between(0, 0.06) : 0;
        Func<double, double> Late(Func<double, double> course) => time => course(Math.Max(0, time - warmUp) / (1 - warmUp));
        switch ((int)chance.Between(0, 5))
        {
            case 0:
                // Learned it all, and fast: nothing was left to learn in the second half.
                var (all, fast) = (chance.Between(0.01, 0.08), chance.Between(6, 20));
                return Late(time => all + ((1 - all) * Math.Exp(-fast * time)));
            case 1:
                var (stretch, power) = (chance.Logarithmic(5, 60), chance.Between(0.3, 0.8));
                return Late(time => Math.Pow(1 + (stretch * time), -power));
            case 2:
                var (bottom, middle, width) = (chance.Between(0.05, 0.6), chance.Between(0.25, 0.7), chance.Between(0.05, 0.15));
                return Late(time => bottom + ((1 - bottom) / (1 + Math.Exp((time - middle) / width))));
            default:
                var (floor, rate) = (chance.Between(0.08, 0.7), chance.Between(1.2, 5.5));
                return Late(time => floor + ((1 - floor) * Math.Exp(-rate * time)));
        }
    }

    private static Course Overfitting(Dice chance)
    {
        var (floor, rate) = (chance.Between(0.02, 0.4), chance.Between(3, 10));
        var (turn, depth, rise) = (chance.Between(0.12, 0.7), chance.Between(0.1, 0.8), chance.Logarithmic(0.1, 1.5));
        var bend = chance.Between(0.7, 1.6);
        var speed = chance.Between(2.5, 5);
        double Fall(double time) => 1 - (depth * (1 - Math.Exp(-speed * time / turn)) / (1 - Math.Exp(-speed)));
        return new Course(
            time => floor + ((1 - floor) * Math.Exp(-rate * time)),
            time => time <= turn ? Fall(time) : Fall(turn) * (1 + (rise * Math.Pow((time - turn) / (1 - turn), bend))),
            turn);
    }

    private static Course Diverging(Dice chance)
    {
        var (turn, floor, rate) = (chance.Happens(0.25) ? 0 : chance.Between(0.05, 0.8), chance.Between(0.2, 0.8), chance.Between(3, 10));
        var learning = Math.Max(turn, 0.01);
        double Fall(double time) => floor + ((1 - floor) * Math.Exp(-rate * time / learning));
        var low = turn == 0 ? 1 : Fall(turn);
        var height = Math.Max(chance.Logarithmic(1.4, 8) * low, low + (0.5 * (1 - low)));
        var manner = (int)chance.Between(0, 4);
        var breaks = manner == 3 ? chance.Between(turn + (0.3 * (1 - turn)), 1) : 2;
        double Rise(double part) => manner switch
        {
            0 => part,
            1 => 1 - Math.Exp(-12 * part),
            _ => (Math.Exp(3 * part) - 1) / (Math.Exp(3) - 1),
        };
        double At(double time) => time >= breaks ? double.NaN : time <= turn ? Fall(time) : low + ((height - low) * Rise((time - turn) / (1 - turn)));
        return new Course(At, At, turn);
    }

    private static Func<double, double> Plateau(Dice chance)
    {
        var (rest, level) = (chance.Between(0.04, 0.33), chance.Between(0.35, 0.88));
        var isStraight = chance.Happens(0.5);
        return time => isStraight
            ? Math.Max(level, 1 - ((1 - level) * time / rest))
            : level + ((1 - level) * Math.Exp(-4 * time / rest));
    }

    private static Func<double, double> Flat(Dice chance)
    {
        var drop = chance.Between(-0.01, 0.025);
        return time => 1 - (drop * time);
    }
}
