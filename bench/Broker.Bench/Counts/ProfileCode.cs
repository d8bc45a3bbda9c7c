using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Broker.Bench.Counts;

/// <summary>Code that says something to who reads it, and is never run.</summary>
/// <param name="metadata">Where its texts are kept.</param>
internal sealed class ProfileCode(MetadataBuilder metadata)
{
    /// <summary>The code so far.</summary>
    public InstructionEncoder Instructions { get; } = new(new BlobBuilder());

    /// <summary>Names a type or a method.</summary>
    public void Name(EntityHandle handle)
    {
        Instructions.OpCode(ILOpCode.Ldtoken);
        Instructions.Token(handle);
    }

    /// <summary>Says a word.</summary>
    public void Say(string text) => Instructions.LoadString(metadata.GetOrAddUserString(text));

    /// <summary>Says a number.</summary>
    public void Count(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            Instructions.LoadConstantI4((int)number);
        }
        else
        {
            Instructions.LoadConstantI8(number);
        }
    }

    /// <summary>What follows is about something else.</summary>
    public void EndRecord() => Instructions.OpCode(ILOpCode.Pop);
}
