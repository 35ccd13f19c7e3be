rustc 1.95.0, x86-64 Linux, opt-level 3

decode:
    pushq    %rbx
    movq    %rdx, %r8
    cmpq    $24, %rdx
    jb    @0
    jne    @1
    movzbl    (%rsi), %eax
    cmpb    $1, %al
    jne    @2
    movl    20(%rsi), %eax
    movups    4(%rsi), %xmm0
    movups    %xmm0, 4(%rdi)
    movl    %eax, 20(%rdi)
    movb    $5, (%rdi)
    movq    %rdi, %rax
    popq    %rbx
    retq
@0:
    leaq    @3(%rip), %rsi
    movl    $22, %edx
    movl    $24, %ecx
    movq    %rdi, %rbx
    callq    *_ZN10rbgen_wire5error11DecodeError9too_short17h_E@GOTPCREL(%rip)
    movq    %rbx, %rax
    popq    %rbx
    retq
@1:
    leaq    @3(%rip), %rsi
    movl    $22, %edx
    movl    $24, %ecx
    movq    %rdi, %rbx
    callq    *_ZN10rbgen_wire5error11DecodeError8too_long17h_E@GOTPCREL(%rip)
    movq    %rbx, %rax
    popq    %rbx
    retq
@2:
    subq    $8, %rsp
    movzbl    %al, %eax
    leaq    @4(%rip), %r10
    leaq    @3(%rip), %rdx
    leaq    @5(%rip), %r8
    movl    $22, %ecx
    movl    $7, %r9d
    movq    %rdi, %rbx
    movl    $3, %esi
    pushq    %rax
    pushq    $1
    pushq    %r10
    callq    *_ZN10rbgen_wire5error11DecodeError3new17h_E@GOTPCREL(%rip)
    addq    $32, %rsp
    movq    %rbx, %rax
    popq    %rbx
    retq

view_width:
    movl    4(%rdi), %eax
    retq

encode_into:
    pushq    %rbx
    subq    $112, %rsp
    movq    %rdi, %rax
    xorps    %xmm0, %xmm0
    movups    %xmm0, 1(%rdx)
    movq    $0, 16(%rdx)
    movb    $1, (%rdx)
    movq    (%rsi), %rcx
    movq    %rcx, 4(%rdx)
    movl    8(%rsi), %ecx
    movl    %ecx, 12(%rdx)
    movl    12(%rsi), %r10d
    cmpl    $100, %r10d
    ja    @0
    movl    %r10d, 16(%rdx)
    movl    16(%rsi), %ecx
    movl    %ecx, 20(%rdx)
@1:
    movq    $24, 8(%rax)
    movb    $5, (%rax)
    addq    $112, %rsp
    popq    %rbx
    retq
@0:
    subq    $8, %rsp
    leaq    @2(%rip), %r11
    leaq    @3(%rip), %rdx
    leaq    @4(%rip), %r8
    leaq    16(%rsp), %rdi
    movl    $22, %ecx
    movl    $7, %r9d
    movl    $4, %esi
    pushq    %r10
    pushq    $6
    pushq    %r11
    movq    %rax, %rbx
    callq    *_ZN10rbgen_wire5error11EncodeError3new17h_E@GOTPCREL(%rip)
    movq    %rbx, %rax
    addq    $32, %rsp
    cmpb    $5, 8(%rsp)
    je    @1
    movq    104(%rsp), %rcx
    movq    %rcx, 96(%rax)
    movups    88(%rsp), %xmm0
    movups    %xmm0, 80(%rax)
    movups    72(%rsp), %xmm0
    movups    %xmm0, 64(%rax)
    movups    8(%rsp), %xmm0
    movups    24(%rsp), %xmm1
    movups    40(%rsp), %xmm2
    movups    56(%rsp), %xmm3
    movups    %xmm3, 48(%rax)
    movups    %xmm2, 32(%rax)
    movups    %xmm1, 16(%rax)
    movups    %xmm0, (%rax)
    addq    $112, %rsp
    popq    %rbx
    retq
