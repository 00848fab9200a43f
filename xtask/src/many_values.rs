//! What LLVM gets wrong where a call returns several values, found and mended.
//!
//! The results of such a call but the first are put into locals when it is done. LLVM (22, in
//! the pass that turns registers into WebAssembly's stack) moves a call to the one place where
//! its first result is used, and overlooks that an operand which was read before that place
//! may be another of its results: `select(a, second, first)` reads the local of the second
//! before the call fills it. Of a thousand such calls in the engine three are read too early,
//! one of which gave respondents another's answer.
//!
//! In code that is right no local is filled while what was read of it before still waits on
//! the stack, for LLVM gives a local to two values only if the first is used by then. So each
//! such place is one of these, and there the operand is read again after the call.

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, Encode, Function, Instruction, Module, RawSection};
use wasmparser::{
    FuncValidator, FuncValidatorAllocations, FunctionBody, Operator, OperatorsReader, Parser,
    Payload, ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

/// What lies on the stack, as far as it matters.
#[derive(Clone, Copy, PartialEq)]
enum Entry {
    /// What was read of a local.
    Read(u32),
    /// One of several results.
    Result,
    Other,
}

/// The module with every operand that was read too early read again.
pub fn mended(module: &[u8]) -> Result<Vec<u8>> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut allocations = FuncValidatorAllocations::default();
    let mut mended = Module::new();
    let mut bodies = CodeSection::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let ValidPayload::Func(function, body) = validator.payload(&payload)? {
            let mut function = function.into_validator(allocations);
            bodies.function(&with_late_reads(module, &mut function, &body)?);
            allocations = function.into_allocations();
        }
        let is_code = matches!(payload, Payload::CodeSectionStart { .. });
        let section = payload.as_section().filter(|_| !is_code);
        let is_end = matches!(payload, Payload::End(_));
        if (section.is_some() || is_end) && !bodies.is_empty() {
            mended.section(&std::mem::take(&mut bodies));
        }
        if let Some((id, range)) = section {
            let data = &module[range];
            mended.section(&RawSection { id, data });
        }
    }
    Ok(mended.finish())
}

fn with_late_reads(
    module: &[u8],
    function: &mut FuncValidator<ValidatorResources>,
    body: &FunctionBody<'_>,
) -> Result<Function> {
    let mut reader = body.get_binary_reader();
    function.read_locals(&mut reader)?;
    let mut locals = Vec::new();
    for group in body.get_locals_reader()? {
        let (count, kind) = group?;
        locals.push((count, RoundtripReencoder.val_type(kind)?));
    }
    let mut code = Vec::new();
    let mut stack: Vec<Entry> = Vec::new();
    let mut next_local = function.len_locals();
    let mut operators = OperatorsReader::new(reader);
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let arity = operator.operator_arity(function);
        stack.resize(function.operand_stack_height() as usize, Entry::Other);
        let early = early_read(&operator, &stack);
        function.op(at, &operator)?;
        advance(&operator, arity, &mut stack);
        stack.resize(function.operand_stack_height() as usize, Entry::Other);
        code.extend_from_slice(&module[at..operators.original_position()]);
        let Some((lowest, local)) = early else {
            continue;
        };
        let frame = function.get_control_frame(0).context("no block is open")?;
        if lowest < frame.height {
            bail!("a local is read before the call that fills it, outside of the call's block");
        }
        let mut kept = Vec::new();
        for (depth, entry) in stack[lowest..].iter().rev().enumerate() {
            let kind = function.get_operand_type(depth).flatten();
            let kind = kind.context("a value of no type lies on the stack")?;
            if *entry == Entry::Read(local) {
                Instruction::Drop.encode(&mut code);
                kept.push(local);
            } else {
                Instruction::LocalSet(next_local).encode(&mut code);
                locals.push((1, RoundtripReencoder.val_type(kind)?));
                kept.push(next_local);
                next_local += 1;
            }
        }
        for kept in kept.into_iter().rev() {
            Instruction::LocalGet(kept).encode(&mut code);
        }
    }
    let mut function = Function::new(locals);
    function.raw(code);
    Ok(function)
}

/// Where the lowest operand lies that a result of several is put into the local of, and the
/// local.
fn early_read(operator: &Operator<'_>, stack: &[Entry]) -> Option<(usize, u32)> {
    let Operator::LocalSet { local_index } = *operator else {
        return None;
    };
    let (result, below) = stack.split_last()?;
    let mut waiting = below.iter();
    let lowest = waiting.position(|entry| *entry == Entry::Read(local_index))?;
    (*result == Entry::Result).then_some((lowest, local_index))
}

fn advance(operator: &Operator<'_>, arity: Option<(u32, u32)>, stack: &mut Vec<Entry>) {
    let Some((taken, given)) = arity else {
        return;
    };
    let entry = match operator {
        Operator::LocalGet { local_index } => Entry::Read(*local_index),
        Operator::Call { .. } | Operator::CallIndirect { .. } if given > 1 => Entry::Result,
        _ => Entry::Other,
    };
    stack.truncate(stack.len().saturating_sub(taken as usize));
    stack.resize(stack.len() + given as usize, entry);
}

#[cfg(test)]
mod tests {
    use super::mended;
    use wasm_encoder::{
        CodeSection, Function, FunctionSection, Instruction, Module, TypeSection, ValType,
    };
    use wasmparser::{Operator, Parser, Payload};

    /// A module of a function that gives two numbers, and one of the given code that may call
    /// it and has two locals.
    fn module(code: &[Instruction<'_>]) -> Vec<u8> {
        let (mut types, mut functions, mut bodies) = (
            TypeSection::new(),
            FunctionSection::new(),
            CodeSection::new(),
        );
        types.ty().function([], [ValType::I32, ValType::I32]);
        types.ty().function([], [ValType::I32]);
        functions.function(0).function(1);
        let mut pair = Function::new([]);
        let two = [
            Instruction::I32Const(1),
            Instruction::I32Const(2),
            Instruction::End,
        ];
        two.iter().for_each(|one| {
            pair.instruction(one);
        });
        let mut asked = Function::new([(2, ValType::I32)]);
        code.iter().for_each(|one| {
            asked.instruction(one);
        });
        bodies.function(&pair).function(&asked);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&bodies);
        module.finish()
    }

    /// The instructions of the second function, and how many locals it has.
    fn code(module: &[u8]) -> (Vec<String>, u32) {
        let mut found = (Vec::new(), 0);
        for payload in Parser::new(0).parse_all(module) {
            let Payload::CodeSectionEntry(body) = payload.unwrap() else {
                continue;
            };
            found = (Vec::new(), 0);
            for group in body.get_locals_reader().unwrap() {
                found.1 += group.unwrap().0;
            }
            for operator in body.get_operators_reader().unwrap() {
                found.0.push(match operator.unwrap() {
                    Operator::LocalGet { local_index } => format!("get {local_index}"),
                    Operator::LocalSet { local_index } => format!("set {local_index}"),
                    other => format!("{other:?}"),
                });
            }
        }
        found
    }

    #[test]
    fn what_was_read_before_the_call_is_read_after_it() {
        let early = module(&[
            Instruction::LocalGet(1),
            Instruction::LocalGet(0),
            Instruction::Call(0),
            Instruction::LocalSet(0),
            Instruction::Select,
            Instruction::End,
        ]);
        let (code, locals) = code(&mended(&early).unwrap());
        let expected = [
            "get 1",
            "get 0",
            "Call { function_index: 0 }",
            "set 0",
            "set 2",
            "Drop",
            "get 0",
            "get 2",
            "Select",
            "End",
        ];
        assert_eq!((code, locals), (expected.map(str::to_owned).to_vec(), 3));
    }

    #[test]
    fn what_is_read_in_time_stays_as_it_is() {
        for local in [0, 1] {
            let right = module(&[
                Instruction::Call(0),
                Instruction::LocalSet(local),
                Instruction::LocalSet(1 - local),
                Instruction::LocalGet(1),
                Instruction::LocalGet(0),
                Instruction::I32Add,
                Instruction::End,
            ]);
            assert_eq!(mended(&right).unwrap(), right);
        }
    }

    #[test]
    fn what_can_not_be_mended_is_refused() {
        let outside = module(&[
            Instruction::LocalGet(0),
            Instruction::Block(wasm_encoder::BlockType::Result(ValType::I32)),
            Instruction::Call(0),
            Instruction::LocalSet(0),
            Instruction::End,
            Instruction::I32Add,
            Instruction::End,
        ]);
        assert!(mended(&outside).is_err());
    }
}
