using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>Dropout on the inputs of adapters for one pass: the chance, and the number that all masks of the pass are made from.</summary>
internal readonly record struct LoraDropout(float Chance, ulong Seed)
{
    /// <summary>No dropout: evaluation and chat.</summary>
    public static LoraDropout None => default;
}

/// <summary>
/// LoRA (Hu et al. 2021) beside a frozen projection: <c>y = x Wᵀ + b + s · dropout(x) Aᵀ Bᵀ</c>, and with <c>T = dropout(x) Aᵀ</c>,
/// <c>dT = s · dy B</c>: <c>dB += s · dyᵀ T</c>, <c>dA += dTᵀ dropout(x)</c>, <c>dx = dy W + dropout(dT A)</c>.
/// </summary>
internal static class LoraLinear
{
    /// <summary>The plain form of one pair, differentiable by autograd: what is added to the frozen product.</summary>
    public static Tensor Plain(Tensor x, Tensor down, Tensor up, float scaling) => x.matmul(down.t()).matmul(up.t()) * scaling;

    /// <summary>Writes (or adds) the projection of <paramref name="x"/> into <paramref name="y"/>; <paramref name="inner"/> keeps T <c>[rows, R]</c> for the way back.</summary>
    public static void Forward(Tensor x, FrozenLinear frozen, LoraGroup? lora, Tensor y, bool add, Tensor? inner, Workspace space, LoraDropout dropout)
    {
        frozen.Forward(x, y, add, space);
        if (lora is null)
        {
            return;
        }

        InnerProduct(x, lora, inner!, space, dropout);
        foreach (var slot in lora.Slots)
        {
            using var target = y.narrow(1, slot.OutStart, slot.OutCount);
            using var part = inner!.narrow(1, slot.RankStart, slot.Rank);
            using var up = slot.Up.t();
            target.addmm_(part, up, beta: 1, alpha: slot.Scaling);
        }
    }

    /// <summary>Adds to the gradients of the adapter and writes <paramref name="dx"/> where it is wanted.</summary>
    public static void Backward(Tensor x, FrozenLinear frozen, LoraGroup? lora, Tensor? inner, Tensor dy, Tensor? dx, Workspace space, LoraDropout dropout)
    {
        if (dx is not null)
        {
            frozen.Backward(dy, dx, space);
        }

        if (lora is null)
        {
            return;
        }

        using var dInner = space.Take(Slot.RankGradient, 0, dy.size(0), lora.Rank);
        foreach (var slot in lora.Slots)
        {
            using var gradient = dy.narrow(1, slot.OutStart, slot.OutCount);
            using var part = dInner.narrow(1, slot.RankStart, slot.Rank);
            part.addmm_(gradient, slot.Up, beta: 0, alpha: slot.Scaling);
            if (slot.UpGradient is not null)
            {
                using var kept = inner!.narrow(1, slot.RankStart, slot.Rank);
                using var turned = gradient.t();
                slot.UpGradient.addmm_(turned, kept, beta: 1, alpha: slot.Scaling);
            }
        }

        if (dropout.Chance <= 0)
        {
            using var turned = dInner.t();
            lora.DownGradient?.addmm_(turned, x, beta: 1, alpha: 1);
            dx?.addmm_(dInner, lora.Down, beta: 1, alpha: 1);
            return;
        }

        BackwardThroughDropout(x, lora, dInner, dx, space, dropout);
    }

    private static void InnerProduct(Tensor x, LoraGroup lora, Tensor inner, Workspace space, LoraDropout dropout)
    {
        if (dropout.Chance <= 0)
        {
            using var down = lora.Down.t();
            inner.addmm_(x, down, beta: 0, alpha: 1);
            return;
        }

        using var dropped = space.Take(Slot.Dropped, 0, x.size(0), x.size(1));
        foreach (var slot in lora.Slots)
        {
            Dropout.Apply(x, dropped, dropout.Chance, Dropout.SeedOf(dropout.Seed, slot.Path), add: false);
            using var part = inner.narrow(1, slot.RankStart, slot.Rank);
            using var down = slot.Down.t();
            part.addmm_(dropped, down, beta: 0, alpha: 1);
        }
    }

    private static void BackwardThroughDropout(Tensor x, LoraGroup lora, Tensor dInner, Tensor? dx, Workspace space, LoraDropout dropout)
    {
        using var dropped = space.Take(Slot.Dropped, 0, x.size(0), x.size(1));
        using var gradient = space.Take(Slot.DroppedGradient, 0, x.size(0), x.size(1));
        foreach (var slot in lora.Slots)
        {
            var seed = Dropout.SeedOf(dropout.Seed, slot.Path);
            using var part = dInner.narrow(1, slot.RankStart, slot.Rank);
            if (slot.DownGradient is not null)
            {
                Dropout.Apply(x, dropped, dropout.Chance, seed, add: false);
                using var turned = part.t();
                slot.DownGradient.addmm_(turned, dropped, beta: 1, alpha: 1);
            }

            if (dx is not null)
            {
                gradient.addmm_(part, slot.Down, beta: 0, alpha: 1);
                Dropout.Apply(gradient, dx, dropout.Chance, seed, add: true);
            }
        }
    }
}
