return await Broker.Attacks.AttackProgram.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
