using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>
/// The field's way on the same libtorch, as transformers and PEFT execute it: autograd, LoRA as two extra linears beside each frozen
/// one, the batch padded to its longest row, logits of every position in float32, fused attention, AdamW with clipping.
/// </summary>
internal sealed class PeerTrainer : IDisposable
{
    private const long NotLearned = -100;
    private const float Scaling = 2;
    private readonly CausalLanguageModel _model;
    private readonly TrainingShape _shape;
    private readonly List<PeerLayer> _layers;
    private readonly List<Parameter> _parameters = [];
    private readonly optim.Optimizer _optimizer;

    public PeerTrainer(CausalLanguageModel model, TrainingShape shape)
    {
        (_model, _shape) = (model, shape);
        _layers = [.. model.Layers.Select(layer => new PeerLayer(layer, shape, this))];
        _optimizer = optim.AdamW(_parameters, lr: 1e-4, weight_decay: 0);
    }

    public double Step((int[] Ids, bool[] Learned)[] documents)
    {
        using var scope = NewDisposeScope();
        var length = documents.Max(document => document.Ids.Length);
        var ids = tensor(documents.SelectMany(document => Padded(document.Ids.Select(id => (long)id), length, 0)).ToArray()).view(documents.Length, length);
        var labels = tensor(documents.SelectMany(document =>
            Padded(document.Ids.Zip(document.Learned).Select(pair => pair.Second ? pair.First : NotLearned), length, NotLearned)).ToArray()).view(documents.Length, length);
        var mask = documents.All(document => document.Ids.Length == length) ? null : Mask(documents, length);

        _optimizer.zero_grad();
        var loss = Loss(Hidden(ids, mask, length), labels);
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, 1);
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _parameters.ForEach(parameter => parameter.Dispose());
    }

    private Tensor Hidden(Tensor ids, Tensor? mask, int length)
    {
        var (cosine, sine) = Angles(length);
        var hidden = _model.Embedding.index_select(0, ids.view(-1)).view(ids.size(0), length, _shape.Width);
        foreach (var layer in _layers)
        {
            hidden = layer.Forward(hidden, cosine, sine, mask);
        }

        return RmsNorm.Plain(hidden, _model.FinalNorm, _model.Epsilon);
    }

    private Tensor Loss(Tensor hidden, Tensor labels)
    {
        var logits = hidden.matmul(_model.Head.Weight.t()).to(ScalarType.Float32);
        var length = labels.size(1);
        return nn.functional.cross_entropy(
            logits.narrow(1, 0, length - 1).reshape(-1, _shape.Words), labels.narrow(1, 1, length - 1).reshape(-1), ignore_index: NotLearned);
    }

    private (Tensor Cosine, Tensor Sine) Angles(int length)
    {
        var (inverse, _) = RotaryFrequencies.Of(_model.Config);
        var angles = arange(length, ScalarType.Float32).unsqueeze(1) * tensor(inverse).unsqueeze(0);
        var both = cat([angles, angles], 1);
        return (both.cos(), both.sin());
    }

    private static Tensor Mask((int[] Ids, bool[] Learned)[] documents, int length)
    {
        var causal = ones(length, length, ScalarType.Bool).tril();
        var real = tensor(documents.SelectMany(document => Enumerable.Range(0, length).Select(place => place < document.Ids.Length)).ToArray()).view(documents.Length, 1, 1, length);
        return causal.view(1, 1, length, length).logical_and(real);
    }

    private static IEnumerable<long> Padded(IEnumerable<long> values, int length, long padding)
    {
        var row = values.ToList();
        return row.Concat(Enumerable.Repeat(padding, length - row.Count));
    }

    /// <summary>A frozen linear with LoRA as two extra ones.</summary>
    private sealed class PeerLinear
    {
        private readonly Func<Tensor, Tensor> _forward;

        public PeerLinear(Tensor joint, int start, int count, PeerTrainer owner)
        {
            var weight = joint.narrow(0, start, count);
            var down = new Parameter(((rand(TrainingShape.Rank, joint.size(1)) * 2) - 1) / Math.Sqrt(joint.size(1)));
            var up = new Parameter(zeros(count, TrainingShape.Rank));
            owner._parameters.AddRange([down, up]);
            _forward = x => nn.functional.linear(x, weight) + (nn.functional.linear(nn.functional.linear(x, down), up) * Scaling);
        }

        public Tensor Forward(Tensor x) => _forward(x);
    }

    private sealed class PeerLayer
    {
        private readonly DecoderLayer _frozen;
        private readonly TrainingShape _shape;
        private readonly PeerLinear _query;
        private readonly PeerLinear _key;
        private readonly PeerLinear _value;
        private readonly PeerLinear _output;
        private readonly PeerLinear _gate;
        private readonly PeerLinear _up;
        private readonly PeerLinear _down;

        public PeerLayer(DecoderLayer frozen, TrainingShape shape, PeerTrainer owner)
        {
            (_frozen, _shape) = (frozen, shape);
            var (queries, keys) = (shape.Heads * shape.HeadDimension, shape.KeyValueHeads * shape.HeadDimension);
            _query = new(frozen.Heads.Weight, 0, queries, owner);
            _key = new(frozen.Heads.Weight, queries, keys, owner);
            _value = new(frozen.Heads.Weight, queries + keys, keys, owner);
            _output = new(frozen.Output.Weight, 0, shape.Width, owner);
            _gate = new(frozen.GateUp.Weight, 0, shape.Inner, owner);
            _up = new(frozen.GateUp.Weight, shape.Inner, shape.Inner, owner);
            _down = new(frozen.Down.Weight, 0, shape.Width, owner);
        }

        public Tensor Forward(Tensor x, Tensor cosine, Tensor sine, Tensor? mask)
        {
            var normed = RmsNorm.Plain(x, _frozen.InputNorm, Epsilon);
            var query = Turned(Heads(_query.Forward(normed), _shape.Heads), cosine, sine);
            var key = Repeated(Turned(Heads(_key.Forward(normed), _shape.KeyValueHeads), cosine, sine));
            var value = Repeated(Heads(_value.Forward(normed), _shape.KeyValueHeads));
            var attended = nn.functional.scaled_dot_product_attention(query, key, value, mask, 0, mask is null);
            x = x + _output.Forward(attended.transpose(1, 2).reshape(x.size(0), x.size(1), -1));
            var middle = RmsNorm.Plain(x, _frozen.MiddleNorm, Epsilon);
            return x + _down.Forward(nn.functional.silu(_gate.Forward(middle)) * _up.Forward(middle));
        }

        private const float Epsilon = 1e-5f;

        private Tensor Heads(Tensor x, int heads) => x.view(x.size(0), x.size(1), heads, _shape.HeadDimension).transpose(1, 2);

        private Tensor Repeated(Tensor x) => _shape.Heads == _shape.KeyValueHeads
            ? x
            : x.unsqueeze(2).expand(x.size(0), x.size(1), _shape.Heads / _shape.KeyValueHeads, x.size(2), x.size(3)).reshape(x.size(0), _shape.Heads, x.size(2), x.size(3));

        private static Tensor Turned(Tensor x, Tensor cosine, Tensor sine)
        {
            var half = x.size(3) / 2;
            var turned = cat([-x.narrow(3, half, half), x.narrow(3, 0, half)], 3);
            return (x * cosine) + (turned * sine);
        }
    }
}
