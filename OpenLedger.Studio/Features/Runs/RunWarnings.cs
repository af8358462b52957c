using OpenLedger.Studio.Controls;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What speaks against starting a run as it is set up, or for changing it first; each with a button that mends it where one can.</summary>
internal static class RunWarnings
{
    private const int FewSteps = 40;
    private const int EnoughSteps = 80;
    private const int MostEpochs = 20;
    private const int StepsToAnEpoch = 4;

    /// <summary>All of it, the gravest first.</summary>
    public static IReadOnlyList<RunWarning> Of(RunSituation situation) => Of(situation, situation);

    /// <summary>
    /// The same while the settings are still being counted: what was counted last, perhaps of other settings, speaks of the data and the
    /// computer in its own figures; null where nothing was.
    /// </summary>
    public static IReadOnlyList<RunWarning> Of(RunSituation situation, RunSituation? counted)
    {
        var warnings = new List<RunWarning>();
        warnings.AddRange(OfChoice(situation));
        warnings.AddRange(situation.Recipe.Problems().Where(problem => situation.Chosen.Count > 0 || problem.Name != Knobs.Data.Name)
            .Select(problem => new RunWarning(WarningTone.Stops, RunWarningTexts.Value, problem)));
        if (counted?.Preflight is { } preflight)
        {
            warnings.AddRange(OfData(counted, preflight.Forecast));
            warnings.AddRange(OfMachine(counted, preflight));
        }

        warnings.AddRange(OfHeldOut(situation));
        warnings.AddRange(OfRate(situation));
        warnings.AddRange(OfRehearsal(situation));
        return [.. warnings.OrderByDescending(warning => warning.Tone)];
    }

    private static IEnumerable<RunWarning> OfChoice(RunSituation situation)
    {
        if (situation.Chosen.Count == 0)
        {
            yield return new RunWarning(WarningTone.Stops, RunWarningTexts.NoData) { Link = "/data", LinkText = RunWarningTexts.ToData };
        }

        foreach (var set in situation.Chosen.Where(set => set.Problem is not null))
        {
            yield return new RunWarning(WarningTone.Stops, RunWarningTexts.SetProblem, set.Name, set.Problem!)
            {
                Fixes = situation.Chosen.Count > 1 ? [new RunFix(RunWarningTexts.LeaveOut, [set.Name], draft => draft.Take(set.Id, taken: false))] : [],
                Link = "/data",
                LinkText = RunWarningTexts.ToData,
            };
        }
    }

    private static IEnumerable<RunWarning> OfData(RunSituation situation, RunForecast forecast)
    {
        if (forecast.AllExamples == 0)
        {
            yield return new RunWarning(WarningTone.Stops, RunWarningTexts.Empty) { Link = "/data", LinkText = RunWarningTexts.ToData };
            yield break;
        }

        var longer = Longer(situation, forecast);
        if (forecast.Load is null)
        {
            yield return forecast.TeachNothingSinceCut > 0
                ? new RunWarning(WarningTone.Stops, longer.Count > 0 ? RunWarningTexts.AllAnswersCut : RunWarningTexts.AllAnswersBeyond, situation.Recipe.MaxLength) { Fixes = longer }
                : new RunWarning(WarningTone.Stops, RunWarningTexts.NothingToLearn) { Link = "/data", LinkText = RunWarningTexts.ToData };
            yield break;
        }

        if (forecast.TeachNothing > 0)
        {
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.SomeTeachNothing, NumberText.Whole(forecast.TeachNothing), NumberText.Whole(forecast.AllExamples))
            {
                Fixes = forecast.TeachNothingSinceCut > 0 ? longer : [],
            };
        }

        if (forecast.Cut > 0)
        {
            yield return new RunWarning(WarningTone.Look, longer.Count > 0 ? RunWarningTexts.TooLong : RunWarningTexts.TooLongForModel, NumberText.Whole(forecast.Cut), NumberText.Whole(forecast.AllExamples), NumberText.Whole(situation.Recipe.MaxLength)) { Fixes = longer };
        }
        else
        {
            yield return new RunWarning(WarningTone.Good, RunWarningTexts.NothingCut);
        }

        foreach (var warning in OfSteps(situation, forecast))
        {
            yield return warning;
        }
    }

    /// <summary>The longest text raised so far that nothing is cut, or as far as the model reads.</summary>
    private static IReadOnlyList<RunFix> Longer(RunSituation situation, RunForecast forecast)
    {
        var length = RunSuggestion.LengthFor(forecast.LongestExample, situation.Context);
        return length > situation.Recipe.MaxLength
            ? [new RunFix(RunWarningTexts.ReadLonger, [NumberText.Whole(length)], draft => draft.Turn(situation.Standard, Knobs.MaxLength, length))]
            : [];
    }

    private static IEnumerable<RunWarning> OfSteps(RunSituation situation, RunForecast forecast)
    {
        var recipe = situation.Recipe;
        var rows = recipe.PerDeviceTrainBatchSize * recipe.GradientAccumulationSteps;
        var smaller = RunSuggestion.PowerOfTwoBelow(Math.Max(1, forecast.NewExamples / StepsToAnEpoch));
        if (!recipe.Packing && rows > forecast.NewExamples + forecast.RehearsalExamples && smaller < rows)
        {
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.BatchTooLarge, NumberText.Whole(rows), NumberText.Whole(forecast.NewExamples))
            {
                Fixes = [new RunFix(RunWarningTexts.SmallerSteps, [smaller], draft => draft.Turn(situation.Standard, [(Knobs.PerDeviceTrainBatchSize, smaller), (Knobs.GradientAccumulationSteps, 1)]))],
            };
        }
        else if (forecast.Steps < FewSteps && recipe.MaxSteps <= 0)
        {
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.FewSteps, NumberText.Whole(forecast.Steps)) { Fixes = MoreSteps(situation, forecast) };
        }
    }

    private static IReadOnlyList<RunFix> MoreSteps(RunSituation situation, RunForecast forecast)
    {
        var recipe = situation.Recipe;
        var epochs = Math.Min(MostEpochs, Math.Ceiling(recipe.NumTrainEpochs * EnoughSteps / Math.Max(1, forecast.Steps)));
        var rows = RunSuggestion.PowerOfTwoBelow(Math.Max(1, recipe.PerDeviceTrainBatchSize / 2));
        return epochs > recipe.NumTrainEpochs
            ? [new RunFix(RunWarningTexts.MoreTraining, [NumberText.Whole(epochs)], draft => draft.Turn(situation.Standard, Knobs.NumTrainEpochs, epochs))]
            : rows < recipe.PerDeviceTrainBatchSize
                ? [new RunFix(RunWarningTexts.SmallerSteps, [rows], draft => draft.Turn(situation.Standard, Knobs.PerDeviceTrainBatchSize, rows))]
                : [];
    }

    private static IEnumerable<RunWarning> OfMachine(RunSituation situation, RunPreflight preflight)
    {
        if (preflight.Fit == Fit.TooLarge)
        {
            var fixes = preflight.Smaller is { } smaller
                ? new[]
                {
                    new RunFix(RunWarningTexts.SmallerPieces, [smaller.PerDeviceTrainBatchSize, smaller.GradientAccumulationSteps], draft => draft.Turn(
                        situation.Standard, [(Knobs.PerDeviceTrainBatchSize, smaller.PerDeviceTrainBatchSize), (Knobs.GradientAccumulationSteps, smaller.GradientAccumulationSteps)])),
                }
                : [];
            yield return new RunWarning(
                WarningTone.Stops, fixes.Length > 0 ? RunWarningTexts.TooMuchMemory : RunWarningTexts.TooMuchMemoryAnyway,
                NumberText.Bytes(preflight.Memory.Bytes), NumberText.Bytes(preflight.Room.Memory)) { Fixes = [.. fixes, new RunFix(RunWarningTexts.LookAgain, [], draft => draft)] };
        }
        else if (preflight.Fit == Fit.FitsBarely)
        {
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.FitsBarely, NumberText.Bytes(preflight.Room.Memory - preflight.Memory.Bytes));
        }

        if (!preflight.Room.HoldsOnDisk(preflight.Disk))
        {
            yield return new RunWarning(WarningTone.Stops, RunWarningTexts.DiskFull, NumberText.Bytes(preflight.Disk.Peak), NumberText.Bytes(preflight.Room.Disk))
            {
                Fixes = [new RunFix(RunWarningTexts.LookAgain, [], draft => draft)],
                Link = "/storage",
                LinkText = RunWarningTexts.ToStorage,
            };
        }
    }

    /// <summary>Without questions about what is new and without held-out examples nothing tells afterwards whether it learned.</summary>
    private static IEnumerable<RunWarning> OfHeldOut(RunSituation situation)
    {
        var examples = situation.Chosen.Sum(set => set.Examples);
        if (examples == 0 || situation.Model is null || situation.Recipe.EvalData is not null || situation.Chosen.All(set => set.Questions is not null)
            || Knobs.EvalShare.Check(situation.Recipe.EvalShare) is not null || HeldOutSplit.CountOf(examples, situation.Recipe.EvalShare) > 0)
        {
            yield break;
        }

        yield return HeldOutSplit.CountOf(examples, RunForm.HeldOutShare) is > 0 and var kept
            ? new RunWarning(WarningTone.Look, RunWarningTexts.NothingHeldOut)
            {
                Fixes = [new RunFix(RunWarningTexts.HoldOut, [kept, NumberText.Whole(examples)], draft => draft.Turn(situation.Standard, Knobs.EvalShare, RunForm.HeldOutShare))],
            }
            : new RunWarning(WarningTone.Look, RunWarningTexts.TooFewToHoldOut, examples) { Link = "/data", LinkText = RunWarningTexts.ToData };
    }

    private static IEnumerable<RunWarning> OfRate(RunSituation situation)
    {
        var (zone, rate) = (situation.RateZone, situation.Recipe.LearningRate);
        var text = rate >= RateZones.RedFrom(zone) ? RunWarningTexts.RateTooHigh : rate < RateZones.IdleBelow(zone) ? RunWarningTexts.RateTooLow : null;
        if (text is not null && situation.Model is not null)
        {
            var stops = Knobs.LearningRate.Range!.Stops();
            var calm = stops[Knobs.LearningRate.Range.NearestStop(Math.Sqrt(zone.Low * zone.High))];
            yield return new RunWarning(WarningTone.Look, text, Knobs.LearningRate.Format(rate))
            {
                Fixes = [new RunFix(RunWarningTexts.SetRate, [Knobs.LearningRate.Format(calm)], draft => draft.Turn(situation.Standard, Knobs.LearningRate, calm))],
            };
        }
    }

    private static IEnumerable<RunWarning> OfRehearsal(RunSituation situation)
    {
        if (situation.Model is null || situation.Chosen.Count == 0)
        {
            yield break;
        }

        if (situation.Recipe.RehearsalData is null)
        {
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.NoRehearsal) { Link = "/data", LinkText = RunWarningTexts.ToData };
        }
        else if (situation.Recipe.RehearsalShare == 0)
        {
            const double UsualShare = 0.5;
            yield return new RunWarning(WarningTone.Look, RunWarningTexts.RehearsalOff)
            {
                Fixes = [new RunFix(RunWarningTexts.Rehearse, [], draft => draft.Turn(situation.Standard, Knobs.RehearsalShare, UsualShare))],
            };
        }
    }
}
